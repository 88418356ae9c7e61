// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** A backend with one fault. */
record Mutant(String name, Supplier<TestedDevice> device) {
    /** A simulated card with faulty channels. */
    static Mutant channel(String name, UnaryOperator<IDmaChannelSlave> fault) {
        return new Mutant(name, () -> new BentDevice() {
            @Override
            IDmaChannelSlave bend(IDmaChannelSlave channel) {
                return fault.apply(channel);
            }
        });
    }

    /** Does not come back for longer than anyone here waits. */
    static void hang() {
        try {
            new CountDownLatch(1).await(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static AudioException no(Reason reason) {
        return new AudioException(reason, "no");
    }

    @Override
    public String toString() {
        return name;
    }
}
