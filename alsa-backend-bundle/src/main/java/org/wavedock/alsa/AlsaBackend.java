// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.wavedock.alsa.card.DeviceNodes;
import org.wavedock.alsa.lib.Libasound;
import org.wavedock.alsa.pcm.DeviceSettings;

/** What all ALSA devices share: libasound, which is kept off standard error, and the watch for cards that come and go. */
@Component(service = AlsaBackend.class)
public final class AlsaBackend {
    private static final System.Logger LOG = System.getLogger("org.wavedock.alsa");

    private static final long ANSWER_NANOS = 400_000_000;

    private final BundleContext context;
    private final List<DeviceKeeper> keepers = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final DeviceNodes nodes;

    /**
     * Activation.
     *
     * @param context this bundle's
     */
    @Activate
    public AlsaBackend(BundleContext context) {
        this.context = context;
        if (Libasound.isThere()) {
            Libasound.silence();
        } else {
            LOG.log(Level.WARNING, "no ALSA devices: {0}", Libasound.absence());
        }
        nodes = new DeviceNodes(Path.of("/dev"), this::changed);
    }

    @Deactivate
    void deactivate() {
        nodes.close();
        keepers.forEach(DeviceKeeper::close);
        Libasound.restore();
    }

    private void changed() {
        listeners.forEach(Runnable::run);
        keepers.forEach(DeviceKeeper::look);
    }

    /** Keeps a PCM on the platform until {@link #letGo}. Does not block. */
    DeviceKeeper keep(DeviceSettings settings, Map<String, Object> properties) {
        var keeper = new DeviceKeeper(settings, properties, context);
        keepers.add(keeper);
        return keeper;
    }

    /** Lets PCMs answer that do so at once, so that whoever made a configuration finds its device. */
    static void awaitAnswers(Collection<DeviceKeeper> some) {
        var deadline = System.nanoTime() + ANSWER_NANOS;
        some.forEach(keeper -> keeper.awaitAnswer(deadline));
    }

    /** Takes it off the platform. */
    void letGo(DeviceKeeper keeper) {
        keepers.remove(keeper);
        keeper.close();
    }

    /** All of them. */
    List<DeviceKeeper> keepers() {
        return List.copyOf(keepers);
    }

    /** Calls somebody when cards may have come or gone. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Calls somebody no more. */
    void offChange(Runnable listener) {
        listeners.remove(listener);
    }
}
