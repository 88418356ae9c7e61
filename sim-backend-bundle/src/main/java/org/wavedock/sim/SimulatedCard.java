// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim;

import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.sim.fault.Effect;
import org.wavedock.sim.fault.Fault;
import org.wavedock.sim.fault.FaultScript;

/**
 * The hand on a simulated card, a service beside its {@code DmaChannelProvider}: looks at what was heard, pulls the plug.
 *
 * <p>All methods may be called from any thread. The card looks at its clock when one of its channels is used, not in between:
 * what was heard is known as of the last such call.
 */
@ProviderType
public interface SimulatedCard {
    /** Service property: the card's name. */
    String DEVICE_NAME = "device.name";

    /**
     * The card's name, as configured.
     *
     * @return the name, not null
     */
    String name();

    /**
     * The bytes that a render substream was heard to play since the card was activated, all transfers one after the other.
     * Allocates as much.
     *
     * @param substream 0 to the configured number of substreams - 1
     * @return a copy, empty if nothing was heard
     * @throws IndexOutOfBoundsException if there is no such substream
     * @throws IllegalStateException if the card is not configured with {@code render.to=memory}, or if it is more than an array
     *     can hold
     */
    byte[] rendered(int substream);

    /**
     * The frames that a render substream was heard to play since the card was activated. Never blocks.
     *
     * @param substream 0 to the configured number of substreams - 1
     * @return frames
     * @throws IndexOutOfBoundsException if there is no such substream
     */
    long renderedFrames(int substream);

    /**
     * Lets things go wrong, each at its frame: the card is looked at only when it is used, but what it shows then is as if each fault had
     * come at its very moment. Never blocks.
     *
     * @param script what and when, not null; nothing happens to a card that has been deactivated
     * @throws IllegalArgumentException if a frame has passed; nothing of the script is taken then
     */
    void inject(FaultScript script);

    /**
     * Lets one thing go wrong.
     *
     * @param fault what and when, not null
     * @throws IllegalArgumentException if its frame has passed
     */
    default void inject(Fault fault) {
        inject(FaultScript.of(fault));
    }

    /**
     * All faults of the card's life: those it was configured with and those that were injected.
     *
     * @return each at a frame of the card's clock, not null
     */
    FaultScript faults();

    /**
     * Where the card's own clock is. It runs from the activation on, whatever happens to the card.
     *
     * @return frames
     */
    long frame();

    /**
     * Pulls the plug: the device is lost. Its channels stand still where they are and throw
     * {@link org.wavedock.wave.DeviceRemovedException} from now on, opening one fails with {@code DEVICE_REMOVED}. Its services
     * stay registered. What was heard by now stays heard; what was still in the FIFO is lost. Nothing happens if it is unplugged.
     */
    default void unplug() {
        inject(Fault.in(0, new Effect.Unplug()));
    }

    /**
     * Puts the plug back: channels can be opened again. Those that were open stay lost. Nothing happens if it is plugged.
     */
    default void replug() {
        inject(Fault.in(0, new Effect.Replug()));
    }

    /**
     * Whether channels can be opened.
     *
     * @return false after {@link #unplug()}, or after the card was lost because its recording could not be written
     */
    boolean isPlugged();
}
