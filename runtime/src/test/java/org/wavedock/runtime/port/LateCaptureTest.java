// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** A card goes on capturing while the pump is kept from its work, round its ring if that takes long. */
@DisplayName("A capturing pump that comes late")
class LateCaptureTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 1, Encoding.S32);
    private static final long MILLI = 1_000_000;
    /** 43 ms. */
    private static final int RING_BYTES = 8_192;

    private static final int LOOKS = 30;
    private static final int PASSES = 8;

    private final LateClock clock = new LateClock();
    private final FrameRing client = new FrameRing(96_000, FORMAT.frameBytes());
    /** Which frame of the card each frame of the client's is, by the account. */
    private final List<Long> captured = new ArrayList<>();

    static Stream<Arguments> sleeps() {
        return IntStream.rangeClosed(1, LOOKS)
                .boxed()
                .flatMap(look -> Stream.of(1, 20, 41, 44, 90, 180).map(millis -> Arguments.of(look, millis)));
    }

    @ParameterizedTest(name = "at look {0} for {1} ms")
    @MethodSource("sleeps")
    @DisplayName("because it sleeps in the middle of its work, delivers what it says that it delivers")
    void deliversWhatItSays(int atLook, int millis) throws AudioException {
        clock.sleepAt(atLook, millis * MILLI);
        var properties = Map.<String, Object>of("name", "card", "capture.from", "counter", "buffer.max", RING_BYTES);
        try (var card = new Card(CardSettings.of(properties), clock, new CardRegistry())) {
            var port = new WaveCyclicPort();
            port.init(new SlaveMiniport(card, new ServiceGroup(clock::now, () -> {}, gone -> {})), null, null);
            var pin = new CapturePin(port.open(SlaveMiniport.CAPTURE_PIN, true, FORMAT), FORMAT, client, () -> 0);
            pin.prepare(clock::now);
            pin.start(clock.now());
            for (var i = 0; i < PASSES; i++) {
                clock.pass(10 * MILLI);
                pin.pass(clock.now());
            }
            pin.halt(clock.now());
            account(pin);
            pin.close();
        }
        assertThat(delivered()).isEqualTo(captured);
        assertThat(captured).hasSizeGreaterThan(PASSES * 480 / 2);
    }

    private void account(CapturePin pin) {
        pin.log().drainTo((device, deviceFrames, stream, frames, confirmed) -> {
            assertThat(confirmed).isTrue();
            for (var i = 0; i < frames; i++) {
                captured.add(device + i);
            }
        });
    }

    /** The card captures the numbers of its frames. */
    private List<Long> delivered() {
        var frames =
                ByteBuffer.allocate((int) client.end() * FORMAT.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
        client.copyOut(0, frames, (int) client.end());
        var numbers = new ArrayList<Long>();
        for (frames.flip(); frames.hasRemaining(); ) {
            numbers.add((long) frames.getInt());
        }
        return numbers;
    }
}
