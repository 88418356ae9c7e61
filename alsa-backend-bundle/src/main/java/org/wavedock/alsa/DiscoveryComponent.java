// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.wavedock.alsa.card.SoundCard;
import org.wavedock.alsa.card.SoundCards;
import org.wavedock.dma.DeviceProperties;

/** Keeps a device of each PCM device of each card that the kernel shows; works without a configuration. */
@Component(
        name = DiscoveryComponent.PID,
        service = {},
        immediate = true)
@Designate(ocd = DiscoveryConfig.class)
public final class DiscoveryComponent {
    /** The PID. */
    public static final String PID = "org.wavedock.alsa.discovery";

    private final AlsaBackend backend;
    private final DeviceProperties reader;
    private final Map<String, Object> service;
    private final SoundCards cards = new SoundCards(Path.of("/"));
    private final Runnable look = this::look;
    private final Map<SoundCard, DeviceKeeper> keepers = new HashMap<>();
    private boolean ended;

    /**
     * Looks for cards, now and whenever one comes or goes.
     *
     * @throws IllegalArgumentException if a property is wrong; the message names it, its value and what was expected
     */
    @Activate
    public DiscoveryComponent(@Reference(name = "backend") AlsaBackend backend, Map<String, Object> properties) {
        this.backend = backend;
        reader = PcmProperties.discoveryReader(properties);
        service = Map.of(
                Constants.SERVICE_RANKING,
                reader.integer(Constants.SERVICE_RANKING, Integer.MIN_VALUE, Integer.MAX_VALUE));
        if (reader.flag("enabled")) {
            look();
            backend.onChange(look);
            AlsaBackend.awaitAnswers(current());
        }
    }

    @Deactivate
    synchronized void deactivate() {
        backend.offChange(look);
        ended = true;
        keepers.values().forEach(backend::letGo);
        keepers.clear();
    }

    private synchronized List<DeviceKeeper> current() {
        return List.copyOf(keepers.values());
    }

    private synchronized void look() {
        if (ended) {
            return;
        }
        var there = cards.list();
        keepers.keySet().removeIf(card -> {
            if (there.contains(card)) {
                return false;
            }
            backend.letGo(keepers.get(card));
            return true;
        });
        for (var card : there) {
            keepers.computeIfAbsent(card, found -> backend.keep(PcmProperties.settings(reader, found), service));
        }
    }
}
