// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavedock.runtime.port.share.SharedDevice;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** One of two streams on a card leaves in mid-play, while the card goes on for the other and the pump is kept from its work. */
@DisplayName("A shared device's pump that comes late")
class LateSharedPumpTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 1, Encoding.S32);
    private static final long MILLI = 1_000_000;
    private static final int LOOKS = 12;
    /** The one that stays has numbers above those of the one that leaves, and silence below. */
    private static final int STAYS = 1 << 16;

    private final LateClock clock = new LateClock();
    private Card card;
    private SharedDevice shared;
    private WaveCyclicPort port;
    private RenderPin stays;
    private RenderPin leaves;
    private final BitSet certain = new BitSet();
    private final BitSet possible = new BitSet();

    @BeforeEach
    void play() throws AudioException {
        card = new Card(CardSettings.of(Map.of("name", "card", "render.to", "memory")), clock, new CardRegistry());
        shared = new SharedDevice(card, card.description(), new VirtualScheduler());
        port = new WaveCyclicPort();
        port.init(new SlaveMiniport(shared, new ServiceGroup(clock::now, () -> {}, gone -> {})), null, null);
        stays = open(STAYS);
        leaves = open(1);
        passes(6);
    }

    @AfterEach
    void tearDown() {
        stays.close();
        leaves.close();
        port.release();
        card.close();
    }

    private RenderPin open(int factor) throws AudioException {
        var source = new FrameRing(48_000, FORMAT.frameBytes());
        var numbers = ByteBuffer.allocate(30_000 * FORMAT.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (var i = 1; i <= 30_000; i++) {
            numbers.putInt(i * factor);
        }
        source.append(numbers.flip(), 30_000);
        var opened = port.open(SlaveMiniport.RENDER_PIN, false, FORMAT);
        var pin = new RenderPin(opened, FORMAT, source, new PinTerms(40 * MILLI, 0, 0));
        pin.prepare(clock::now);
        pin.fill();
        pin.start(clock.now());
        return pin;
    }

    private void passes(int count) {
        for (var i = 0; i < count; i++) {
            clock.pass(10 * MILLI);
            stays.pass(clock.now());
            if (leaves.isRunning()) {
                leaves.pass(clock.now());
            }
        }
    }

    static Stream<Arguments> sleeps() {
        return IntStream.rangeClosed(1, LOOKS)
                .boxed()
                .flatMap(look -> Stream.of(0, 1, 5, 15).map(millis -> Arguments.of(look, millis)));
    }

    @ParameterizedTest(name = "at look {0} for {1} ms")
    @MethodSource("sleeps")
    @DisplayName("knows what was heard of a stream that leaves, or may have been")
    void knowsWhatWasHeard(int atLook, int millis) throws AudioException {
        clock.sleepAt(atLook, millis * MILLI);
        leaves.halt(clock.now());
        passes(4);
        stays.halt(clock.now());
        account();
        var heard =
                ByteBuffer.wrap(card.rendered(0)).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        var voice = new BitSet();
        for (var at = 0; at < heard.limit(); at++) {
            voice.set(at, heard.get(at) % STAYS != 0);
        }
        var unknown = (BitSet) voice.clone();
        unknown.andNot(possible);
        assertThat(unknown.stream()).as("heard, and on no record").isEmpty();
        certain.andNot(voice);
        assertThat(certain.stream()).as("on record, and not heard").isEmpty();
        assertThat(leaves.resumeFrame()).isGreaterThan(1_000);
    }

    private void account() {
        leaves.log().drainTo((device, deviceFrames, stream, frames, confirmed) -> {
            possible.set((int) device, (int) (device + frames));
            if (confirmed) {
                certain.set((int) device, (int) (device + frames));
            }
        });
    }
}
