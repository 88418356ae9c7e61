// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

@DisplayName("The render pin")
class RenderPinTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 1, Encoding.S16);
    private static final long MILLI = 1_000_000;
    private static final int LEAD = 1_920;

    private record Piece(long deviceFrame, long streamFrame, long frames, boolean confirmed) {}

    private long now;
    private long movesByEachLook;
    private final byte[] content = new byte[48_000 * 2 * 10];
    private final FrameRing source = new FrameRing(48_000, 2);
    private final List<Piece> pieces = new ArrayList<>();
    private Card card;
    private RenderPin pin;
    private int written;

    private void open(Map<String, Object> more) throws AudioException {
        new Random(3).nextBytes(content);
        for (var i = 0; i < content.length; i++) {
            content[i] = content[i] == 0 ? 1 : content[i];
        }
        var properties = new HashMap<String, Object>(Map.of("name", "card", "render.to", "memory"));
        properties.putAll(more);
        card = new Card(CardSettings.of(properties), () -> now += movesByEachLook, new CardRegistry());
        var group = new ServiceGroup(() -> now, () -> {}, gone -> {});
        var port = new WaveCyclicPort();
        port.init(new SlaveMiniport(card, group), null, null);
        pin = new RenderPin(
                port.open(SlaveMiniport.RENDER_PIN, false, FORMAT),
                FORMAT,
                source,
                new PinTerms(40 * MILLI, card.description().fifoFrames(), 0));
        pin.prepare(() -> now);
    }

    @AfterEach
    void tearDown() {
        pin.close();
        card.close();
    }

    private void write(int frames) {
        source.append(ByteBuffer.wrap(content, written * 2, frames * 2), frames);
        written += frames;
    }

    private void start() throws AudioException {
        pin.aim(0);
        pin.fill();
        pin.start(now);
    }

    private void passAfter(long nanos) {
        now += nanos;
        pin.pass(now);
        pin.log()
                .drainTo((device, there, stream, frames, confirmed) ->
                        pieces.add(new Piece(device, stream, frames, confirmed)));
    }

    private short heard(int frame) {
        return sample(card.rendered(0), frame);
    }

    private short sent(int frame) {
        return sample(content, frame);
    }

    private static short sample(byte[] bytes, int frame) {
        return ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN).getShort(2 * frame);
    }

    @Test
    @Tag("A68")
    @DisplayName("A68 starts at once with whatever there is")
    void startsWithLittle() throws AudioException {
        open(Map.of());
        write(100);
        start();
        passAfter(10 * MILLI);
        assertThat(pieces).containsExactly(new Piece(0, 0, 100, true));
        for (var i = 0; i < 100; i++) {
            assertThat(heard(i)).isEqualTo(sent(i));
        }
    }

    @Test
    @Tag("A69")
    @DisplayName("A69 valid data never lies further ahead than the lead")
    void keepsTheLead() throws AudioException {
        open(Map.of());
        write(20_000);
        start();
        for (var i = 0; i < 30; i++) {
            passAfter(10 * MILLI);
            assertThat(pin.nextFrame() - (i + 1) * 480L).isEqualTo(LEAD);
        }
    }

    @Test
    @Tag("A70")
    @Tag("A72")
    @DisplayName("A70 and A72 behind valid data there is silence, round the whole ring, never what was there before")
    void starvesInSilence() throws AudioException {
        open(Map.of());
        write(20_000);
        start();
        for (var i = 0; i < 100; i++) {
            passAfter(10 * MILLI);
        }
        for (var i = 20_000; i < 48_000; i++) {
            assertThat(heard(i)).as("frame %d", i).isZero();
        }
    }

    @Test
    @Tag("A71")
    @DisplayName("A71 late data takes the place of silence that has not been played")
    void lateDataReplacesSilence() throws AudioException {
        open(Map.of());
        write(1_000);
        start();
        passAfter(10 * MILLI);
        write(1_000);
        passAfter(5 * MILLI);
        for (var i = 0; i < 5; i++) {
            passAfter(10 * MILLI);
        }
        for (var i = 0; i < 2_000; i++) {
            assertThat(heard(i)).as("frame %d", i).isEqualTo(sent(i));
        }
    }

    @Test
    @Tag("B09")
    @DisplayName("B09 the whole ring is silence before the first run")
    void beginsSilent() throws AudioException {
        open(Map.of());
        start();
        passAfter(200 * MILLI);
        for (var i = 0; i < 9_600; i++) {
            assertThat(heard(i)).isZero();
        }
    }

    @Test
    @Tag("B10")
    @DisplayName("B10 copies across the end of the ring keep their order")
    void wraps() throws AudioException {
        open(Map.of());
        write(40_000);
        start();
        for (var i = 0; i < 90; i++) {
            passAfter(7 * MILLI + 12_345);
        }
        assertThat(card.renderedFrames(0)).isGreaterThan(2 * 12_000);
        for (var i = 0; i < card.renderedFrames(0); i++) {
            assertThat(heard(i)).as("frame %d", i).isEqualTo(sent(i));
        }
    }

    @Test
    @Tag("C07")
    @DisplayName("C07 a pump that comes late goes on where the data belongs, and counts the silence between")
    void catchesUp() throws AudioException {
        open(Map.of());
        write(40_000);
        start();
        passAfter(100 * MILLI);
        for (var i = 0; i < 10; i++) {
            passAfter(10 * MILLI);
        }
        var resumed = pieces.get(1);
        assertThat(pieces.get(0)).isEqualTo(new Piece(0, 0, LEAD, true));
        assertThat(resumed.streamFrame()).isEqualTo(LEAD);
        assertThat(resumed.deviceFrame()).isGreaterThanOrEqualTo(4_800);
        for (var piece : pieces) {
            for (var i = 0; i < piece.frames(); i++) {
                assertThat(heard((int) piece.deviceFrame() + i)).isEqualTo(sent((int) piece.streamFrame() + i));
            }
        }
    }

    @Test
    @DisplayName("a pump that misses whole rings counts what the device played again, in the order of its timeline")
    void countsReplays() throws AudioException {
        open(Map.of());
        write(40_000);
        start();
        passAfter(600 * MILLI);
        var confirmed = pieces.stream().filter(Piece::confirmed).toList();
        assertThat(confirmed).hasSize(3);
        assertThat(confirmed)
                .allSatisfy(piece -> assertThat(piece.streamFrame()).isZero());
        for (var piece : confirmed) {
            for (var i = 0; i < piece.frames(); i++) {
                assertThat(heard((int) piece.deviceFrame() + i)).isEqualTo(sent(i));
            }
        }
    }

    @Test
    @DisplayName("what is still in the device's FIFO is not yet confirmed")
    void confirmsWhatLeftTheFifo() throws AudioException {
        open(Map.of("fifo.frames", 300));
        write(20_000);
        start();
        passAfter(10 * MILLI);
        assertThat(pin.resumeFrame()).isEqualTo(180);
        pin.halt(now);
        assertThat(pin.resumeFrame()).isEqualTo(180);
    }

    @Test
    @DisplayName("drains to the last frame, and knows when")
    void drains() throws AudioException {
        open(Map.of());
        write(20_000);
        start();
        passAfter(10 * MILLI);
        pin.stopFeeding(now);
        assertThat(pin.drained()).isFalse();
        assertThat(pin.settledAt(now)).isEqualTo(now + 40 * MILLI);
        passAfter(40 * MILLI);
        assertThat(pin.drained()).isTrue();
        assertThat(pin.nextFrame()).isEqualTo(480 + LEAD);
        assertThat(pin.nanosSinceEnd()).isZero();
        passAfter(MILLI);
        assertThat(pin.nanosSinceEnd()).isEqualTo(MILLI);
    }

    @ParameterizedTest(name = "with a FIFO of {0} frames")
    @ValueSource(ints = {0, 300})
    @DisplayName("data that came too late to tell what the cursor met is played again, in the order of the timeline")
    void takesBack(int fifo) throws AudioException {
        open(Map.of("fifo.frames", fifo));
        write(400);
        start();
        passAfter(5 * MILLI);
        write(4_000);
        movesByEachLook = 4 * MILLI;
        passAfter(0);
        movesByEachLook = 0;
        for (var i = 0; i < 20; i++) {
            passAfter(10 * MILLI);
        }
        assertThat(pieces).extracting(Piece::deviceFrame).isSorted();
        var doubtful = pieces.stream().filter(piece -> !piece.confirmed()).toList();
        assertThat(doubtful).isNotEmpty();
        assertThat(doubtful.get(0).streamFrame()).isEqualTo(400);
        var end = 0L;
        for (var piece : pieces) {
            if (piece.confirmed()) {
                assertThat(piece.streamFrame()).isEqualTo(end);
                end += piece.frames();
                for (var i = 0; i < piece.frames(); i++) {
                    assertThat(heard((int) piece.deviceFrame() + i)).isEqualTo(sent((int) piece.streamFrame() + i));
                }
            }
        }
        assertThat(end).isEqualTo(4_400);
        assertHeardOnlyIn(pieces);
    }

    @ParameterizedTest(name = "with a FIFO of {0} frames, after {1} us")
    @CsvSource({"0, 280000", "300, 280000", "300, 249990", "300, 250010", "0, 250010", "2000, 700123"})
    @DisplayName("a stall of a ring and more is accounted for to the frame")
    void accountsForStalls(int fifo, int micros) throws AudioException {
        open(Map.of("fifo.frames", fifo));
        write(40_000);
        start();
        for (var i = 0; i < 5; i++) {
            passAfter(10 * MILLI);
        }
        passAfter(micros * 1_000L);
        for (var i = 0; i < 20; i++) {
            passAfter(10 * MILLI);
        }
        assertThat(pieces).allMatch(Piece::confirmed);
        for (var piece : pieces) {
            var visible = Math.min(piece.frames(), card.renderedFrames(0) - piece.deviceFrame());
            for (var i = 0; i < visible; i++) {
                assertThat(heard((int) piece.deviceFrame() + i))
                        .as("%s, frame %d", piece, i)
                        .isEqualTo(sent((int) piece.streamFrame() + i));
            }
        }
        assertHeardOnlyIn(pieces);
    }

    private void assertHeardOnlyIn(List<Piece> known) {
        for (var frame = 0; frame < card.renderedFrames(0); frame++) {
            var at = frame;
            if (heard(frame) != 0) {
                assertThat(known)
                        .as("device frame %d", frame)
                        .anyMatch(piece -> at >= piece.deviceFrame() && at < piece.deviceFrame() + piece.frames());
            }
        }
    }
}
