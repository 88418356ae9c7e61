// SPDX-License-Identifier: Apache-2.0
package org.wavedock.fake;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.wavedock.dma.BackendDiagnosis;

/** Finds one sound card, the best device of all, unless it is told not to look. */
@Component(configurationPid = "org.wavedock.alsa.discovery", immediate = true)
public final class FakeDiscovery implements BackendDiagnosis {
    private final Configuration found;

    /**
     * Activation.
     *
     * @param configurations where the card is made
     * @param properties {@code enabled}
     * @throws IOException never
     */
    @Activate
    public FakeDiscovery(@Reference ConfigurationAdmin configurations, Map<String, Object> properties)
            throws IOException {
        if ("false".equals(String.valueOf(properties.get("enabled")))) {
            found = null;
            return;
        }
        found = configurations.getFactoryConfiguration("org.wavedock.alsa.pcm", "found", "?");
        var of = new Hashtable<String, Object>();
        of.put("name", "alsa:found");
        of.put("pcm", "plug:found");
        found.update(of);
    }

    /**
     * Deactivation.
     *
     * @throws IOException never
     */
    @Deactivate
    public void close() throws IOException {
        if (found != null) {
            found.delete();
        }
    }

    @Override
    public String backend() {
        return "alsa";
    }

    @Override
    public List<String> diagnose(String pcm) {
        return "busy".equals(pcm)
                ? List.of(OK + "busy exists", PROBLEM + "busy is played on by process 42 (jackd)")
                : List.of(OK + (pcm == null ? "libasound is there" : pcm + " is well"));
    }
}
