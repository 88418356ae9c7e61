// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Keeps a device of each configuration of the factory PID {@value #PID}; a changed configuration is a new device. */
@Component(
        name = PcmComponent.PID,
        service = {},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PcmConfig.class, factory = true)
@Capability(
        namespace = "osgi.service",
        attribute = {"objectClass:List<String>=\"org.wavedock.dma.DmaChannelProvider\"", "uses:=\"org.wavedock.dma\""})
public final class PcmComponent {
    /** The factory PID. */
    public static final String PID = "org.wavedock.alsa.pcm";

    private final AlsaBackend backend;
    private final DeviceKeeper keeper;

    /**
     * Begins to keep the device.
     *
     * @throws IllegalArgumentException if a property is wrong; the message names it, its value and what was expected
     */
    @Activate
    public PcmComponent(@Reference(name = "backend") AlsaBackend backend, Map<String, Object> properties) {
        this.backend = backend;
        var reader = PcmProperties.reader(properties);
        keeper = backend.keep(PcmProperties.settings(reader), PcmProperties.service(reader, properties));
        AlsaBackend.awaitAnswers(List.of(keeper));
    }

    @Deactivate
    void deactivate() {
        backend.letGo(keeper);
    }
}
