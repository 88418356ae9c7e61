// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** Cards with faults; their clocks count the frames of {@link Rig#MONO}. */
abstract class FaultRig {
    static final int RING = 100;

    final Rig rig = new Rig();
    private int cards;

    @AfterEach
    void close() {
        rig.close();
    }

    /** A card that this goes wrong with. */
    final Card card(String faults, String... settings) {
        var all = new ArrayList<>(List.of(settings));
        all.addAll(List.of("faults=" + faults, "clock.rate=8000", "render.to=memory", "capture.from=counter"));
        return rig.card("sim" + cards++, all.toArray(String[]::new));
    }

    /** A transfer that runs from the card's frame 0 on, over a ring in which each frame is its number. */
    static IDmaChannelSlave playing(Card card) throws AudioException {
        var channel = Rig.render(card, RING);
        Rig.put(channel, 0, IntStream.range(0, RING).toArray());
        channel.start(RING, true);
        return channel;
    }

    static long frames(IDmaChannelSlave channel) {
        return Rig.control(channel).transferredBytes();
    }

    /** Where a channel is at each of these frames of the card, all of which lie ahead. */
    final List<Long> places(Card card, IDmaChannelSlave channel, int... times) {
        var places = new ArrayList<Long>();
        for (var time : times) {
            rig.frames(time - card.frame());
            places.add(frames(channel));
        }
        return places;
    }

    static void shouldRefuse(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
