// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.util.Map;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.wavedock.wave.TimeSource;

/**
 * Makes a card of each configuration of the factory PID {@value #PID}, and a new one of each changed configuration.
 *
 * <p>It registers the card's services itself: they appear only once there is a card, with a property that is computed, and have
 * gone, the platform's streams with them, before the card is closed.
 */
@Component(
        name = CardComponent.PID,
        service = {},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CardConfig.class, factory = true)
@Capability(
        namespace = "osgi.service",
        attribute = {
            "objectClass:List<String>=\"org.wavedock.dma.DmaChannelProvider,org.wavedock.sim.SimulatedCard\"",
            "uses:=\"org.wavedock.dma,org.wavedock.sim\""
        })
public final class CardComponent {
    /** The factory PID. */
    public static final String PID = "org.wavedock.sim.card";

    private final Card card;
    private final CardServices services;

    /**
     * Makes a card and registers it.
     *
     * @throws IllegalArgumentException if a property is wrong; the message names it, its value and what was expected
     */
    @Activate
    public CardComponent(
            @Reference(name = "clock", policyOption = ReferencePolicyOption.GREEDY) TimeSource clock,
            @Reference(name = "registry") CardRegistry registry,
            BundleContext context,
            Map<String, Object> properties) {
        card = new Card(CardSettings.of(properties), clock, registry);
        try {
            services = new CardServices(context, card, properties);
        } catch (RuntimeException e) {
            card.close();
            throw e;
        }
    }

    /** Takes the card off the platform, which gives its channels back first, and closes it. */
    @Deactivate
    void deactivate() {
        try {
            services.close();
        } finally {
            card.close();
        }
    }
}
