// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.runtime.engine.DeviceOrigin;
import org.wavedock.runtime.engine.Switchboard;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.DeviceSnapshot;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;

/**
 * The streams as a service, and the ear for devices that come and go. {@code Bundle.stop} of a backend waits for the unbind
 * here, and the unbind waits until the streams have left: stop, update and uninstall need no case of their own.
 */
@Component(service = AudioStreams.class, immediate = true)
public final class AudioStreamsComponent implements AudioStreams {
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");

    private final Switchboard switchboard;
    private final Bundle framework;

    /**
     * Activation.
     *
     * @param scheduler the platform's
     * @param preferences what is remembered of devices
     * @param context this bundle's
     */
    @Activate
    public AudioStreamsComponent(
            @Reference Scheduler scheduler, @Reference PreferencesComponent preferences, BundleContext context) {
        switchboard = new Switchboard(scheduler);
        preferences.onChange(switchboard::prefer);
        framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    }

    @Deactivate
    void deactivate() {
        switchboard.end();
    }

    @Reference(
            service = DmaChannelProvider.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            bind = "addDevice",
            updated = "updateDevice",
            unbind = "removeDevice")
    void addDevice(ServiceReference<DmaChannelProvider> reference, DmaChannelProvider provider) {
        try {
            switchboard.add(provider, origin(reference));
        } catch (AudioException | RuntimeException e) {
            LOG.log(Level.ERROR, "the device of " + reference + " cannot be used", e);
        }
    }

    void updateDevice(ServiceReference<DmaChannelProvider> reference) {
        switchboard.change(origin(reference));
    }

    void removeDevice(ServiceReference<DmaChannelProvider> reference) {
        if (framework != null && framework.getState() == Bundle.STOPPING) {
            switchboard.halt();
        }
        switchboard.remove((Long) reference.getProperty(Constants.SERVICE_ID));
    }

    private static DeviceOrigin origin(ServiceReference<DmaChannelProvider> reference) {
        var ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer value ? value : 0;
        var bundle = reference.getBundle();
        return new DeviceOrigin(ranking, bundle == null ? "?" : bundle.getSymbolicName(), (Long)
                reference.getProperty(Constants.SERVICE_ID));
    }

    @Override
    public List<DeviceSnapshot> devices() {
        return switchboard.devices();
    }

    @Override
    public List<AudioStream> streams() {
        return switchboard.streams();
    }

    @Override
    public AudioStream open(StreamRequest request) throws AudioException {
        return switchboard.open(request);
    }
}
