// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.wavedock.sim.fault.Fault;
import org.wavedock.sim.fault.FaultScript;

/** The command {@code wave:inject} of the Gogo shell. What it returns is what the shell prints. */
@Component(
        service = InjectCommand.class,
        property = {"osgi.command.scope=wave", "osgi.command.function=inject"})
public final class InjectCommand {
    private final CardRegistry registry;

    /**
     * Called by declarative services.
     *
     * @param registry where the cards are
     */
    @Activate
    public InjectCommand(@Reference CardRegistry registry) {
        this.registry = registry;
    }

    /**
     * {@code wave:inject CARD [FAULT…]}.
     *
     * @param name of a simulated card
     * @param words a fault script, such as {@code stall@+4800 for 100ms}, or {@code file:PATH} of one; if there are none it only says
     *     where the card is
     * @return where the card's clock is, and what it has still to expect
     */
    public String inject(String name, String... words) {
        try {
            var card = registry.card(name);
            card.inject(CardSettings.faults(String.join(" ", words)));
            return name + " at frame " + card.frame() + pending(card.faults(), card.frame());
        } catch (IllegalArgumentException e) {
            return "error: " + e.getMessage();
        } catch (IOException e) {
            return "error: cannot read a fault script: " + e;
        }
    }

    private static String pending(FaultScript all, long frame) {
        List<Fault> pending = all.faults().stream()
                .filter(fault -> fault.when().amount() >= frame)
                .toList();
        return pending.stream().map(fault -> "\n  " + fault).collect(Collectors.joining());
    }
}
