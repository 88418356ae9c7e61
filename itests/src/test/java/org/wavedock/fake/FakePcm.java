// SPDX-License-Identifier: Apache-2.0
package org.wavedock.fake;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Makes a device of a PCM that begins with {@code plug} or is {@code default}; knows {@code busy}, and no other. */
@Component(
        service = FakePcm.class,
        configurationPid = "org.wavedock.alsa.pcm",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
public final class FakePcm {
    private final Configuration card;

    /**
     * Activation.
     *
     * @param configurations where the card is made
     * @param properties {@code name} and {@code pcm}
     * @throws IOException never
     */
    @Activate
    public FakePcm(@Reference ConfigurationAdmin configurations, Map<String, Object> properties) throws IOException {
        var pcm = String.valueOf(properties.get("pcm"));
        if (pcm.equals("busy")) {
            card = null;
            return;
        }
        if (!pcm.startsWith("plug") && !pcm.equals("default")) {
            throw new IllegalArgumentException("ALSA knows no PCM \"" + pcm + "\"");
        }
        card = configurations.getFactoryConfiguration("org.wavedock.sim.card", "fake-" + pcm.hashCode(), "?");
        var of = new Hashtable<String, Object>();
        of.put("name", properties.get("name"));
        of.put("service.ranking", 1000);
        card.update(of);
    }

    /**
     * Deactivation.
     *
     * @throws IOException never
     */
    @Deactivate
    public void close() throws IOException {
        if (card != null) {
            card.delete();
        }
    }
}
