// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wavedock.alsa.rig.Pattern;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.PortChoice;
import org.wavedock.stream.StreamRequest;
import org.wavedock.stream.SwapReason;
import org.wavedock.wave.AudioException;

@DisplayName("Streams that share a card of ALSA")
@Timeout(60)
class SharedCardTest {
    private static final int FRAMES_A_WRITE = 4_800;

    @TempDir
    private Path folder;

    private Stage stage;
    private final List<Voice> voices = new ArrayList<>();

    @BeforeEach
    void setUp() {
        stage = new Stage(folder, PortChoice.WAVE_CYCLIC);
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    /** A stream with a stretch of the pattern of its own. */
    private final class Voice {
        final AudioStream stream;
        final long first = 1_000_000L * voices.size();
        int written;

        Voice() throws AudioException {
            stream = stage.board.open(StreamRequest.render("voice" + voices.size(), Stage.FORMAT)
                    .buffered(Stage.LEAD, Duration.ofMillis(500)));
            voices.add(this);
        }

        void write() throws AudioException {
            var source = ByteBuffer.wrap(Pattern.stereo(first + written, FRAMES_A_WRITE));
            while (source.hasRemaining()) {
                stream.write(source, Stage.LONG);
            }
            written += FRAMES_A_WRITE;
        }
    }

    private void writeAll(int times) throws AudioException {
        for (var i = 0; i < times; i++) {
            for (var voice : voices) {
                voice.write();
            }
        }
    }

    /** Each sample that the card was heard to play is the sum of what the ledgers say was there. */
    private static void requireSum(byte[] rendered, List<Voice> voices) {
        var sums = new long[rendered.length / 2];
        var doubtful = new boolean[sums.length];
        for (var voice : voices) {
            for (var segment : voice.stream.snapshot().segments()) {
                var content = ByteBuffer.wrap(
                                Pattern.stereo(voice.first + segment.streamFrame(), (int) segment.frames()))
                        .order(ByteOrder.LITTLE_ENDIAN);
                for (var at = (int) segment.deviceFrame() * 2; content.hasRemaining() && at < sums.length; at++) {
                    sums[at] += content.getShort();
                    doubtful[at] |= !segment.confirmed();
                }
            }
        }
        var heard = ByteBuffer.wrap(rendered).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        var compared = 0;
        for (var at = 0; at < sums.length; at++) {
            if (!doubtful[at]) {
                var limited = Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sums[at]));
                assertThat((long) heard.get(at)).as("sample %d", at).isEqualTo(limited);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(sums.length / 2);
    }

    @Test
    @DisplayName("are heard as their sum, whoever comes, pauses and goes")
    void areHeardAsTheirSum() throws Exception {
        var card = stage.sharedCard("one", 256);
        var first = new Voice();
        first.stream.start();
        writeAll(4);
        var second = new Voice();
        second.stream.start();
        writeAll(6);
        second.stream.pause();
        first.write();
        second.stream.start();
        writeAll(4);
        for (var voice : voices) {
            voice.stream.drain(Stage.LONG);
        }
        for (var voice : voices) {
            voice.stream.close();
            var account = voice.stream.snapshot();
            assertThat(account.framesRendered()).isEqualTo(voice.written);
            assertThat(account.framesLost()).isZero();
            // A busy machine may open the card late, which is an arrival.
            assertThat(voice.stream.swaps()).extracting("reason").doesNotContain(SwapReason.DEVICE_LOST);
        }
        requireSum(card.rendered(), voices);
    }
}
