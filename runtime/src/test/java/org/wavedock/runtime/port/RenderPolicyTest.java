// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

@DisplayName("The documented WaveCyclic policy, in a ring of 100 ms")
class RenderPolicyTest {
    private static final long MILLI = HandPlayer.MILLI;
    private static final int RATE = 48_000;
    private static final int RING = RATE / 10;
    private static final int MILLI_FRAMES = RATE / 1_000;
    private static final int LEAD = 40 * MILLI_FRAMES;

    private HandPlayer player(Encoding encoding) throws AudioException {
        var player = new HandPlayer(new WaveFormat(RATE, 2, encoding), RING);
        player.pin.prepare(() -> player.now);
        return player;
    }

    /** The ring as the device will meet it from its cursor on: one ring's length. */
    private static byte[] ahead(HandPlayer player) {
        var ring = player.device.ring;
        var cursor = player.device.cursor();
        var ahead = Arrays.copyOfRange(ring, cursor, cursor + ring.length);
        System.arraycopy(ring, 0, ahead, ring.length - cursor, cursor);
        return ahead;
    }

    /** From the cursor on lie so many frames of the client's, then silence round the whole ring. */
    private static void assertAhead(HandPlayer player, long from, long frames) {
        var expected = player.silence(RING);
        var data = player.sent(from, from + frames);
        System.arraycopy(data, 0, expected, 0, data.length);
        assertThat(ahead(player)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("A68")
    @DisplayName("A68 a millisecond of data is enough to start, and is heard at once")
    void startsWithLittle(Encoding encoding) throws AudioException {
        var player = player(encoding);
        player.write(MILLI_FRAMES);
        player.start();
        assertAhead(player, 0, MILLI_FRAMES);
        assertThat(player.pin.isRunning()).isTrue();
        player.pass(MILLI);
        assertThat(player.heard(0, MILLI_FRAMES)).isEqualTo(player.sent(0, MILLI_FRAMES));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("A69")
    @DisplayName("A69 with data in plenty 40 ms of them lie ahead of the cursor after each pass, and never more")
    void keepsTheLead(Encoding encoding) throws AudioException {
        var player = player(encoding);
        player.write(100_000);
        player.start();
        assertAhead(player, 0, LEAD);
        for (var i = 1; i <= 60; i++) {
            player.pass(10 * MILLI);
            assertAhead(player, i * 10L * MILLI_FRAMES, LEAD);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("A70")
    @DisplayName("A70 as the end of the data comes nearer, from 40 ms to 30 and to none, silence follows them at once")
    void silenceFollowsTheData(Encoding encoding) throws AudioException {
        var player = player(encoding);
        var total = 200 * MILLI_FRAMES;
        player.write(total);
        player.start();
        for (var at = 10; at <= 200; at += 10) {
            player.pass(10 * MILLI);
            assertAhead(player, (long) at * MILLI_FRAMES, Math.min(LEAD, total - at * MILLI_FRAMES));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("A71")
    @DisplayName("A71 data that come before the silence has been reached are heard in its place: there is no gap")
    void lateDataReplaceSilence(Encoding encoding) throws AudioException {
        var player = player(encoding);
        player.write(20 * MILLI_FRAMES);
        player.start();
        for (var at = 0; at < 300; at += 10) {
            // Each time 10 ms are left and 90 ms of silence lie behind them.
            player.pass(10 * MILLI);
            player.write(10 * MILLI_FRAMES);
            player.service();
            assertAhead(player, (at + 10L) * MILLI_FRAMES, 20 * MILLI_FRAMES);
        }
        assertThat(player.heard(0, 300 * MILLI_FRAMES)).isEqualTo(player.sent(0, 300 * MILLI_FRAMES));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("A72")
    @DisplayName(
            "A72 who has nothing to play is silent for rings and rings, whether or not anybody comes by, and plays new data")
    void starvesInSilence(Encoding encoding) throws AudioException {
        var player = player(encoding);
        var total = 150 * MILLI_FRAMES;
        player.write(total);
        player.start();
        for (var at = 0; at < 150; at += 10) {
            player.pass(10 * MILLI);
        }
        player.pass(99 * MILLI);
        for (var at = 0; at < 400; at += 10) {
            player.pass(10 * MILLI);
        }
        var heard = 649 * MILLI_FRAMES;
        assertThat(player.heard(0, total)).isEqualTo(player.sent(0, total));
        assertThat(player.heard(total, heard)).isEqualTo(player.silence(heard - total));
        player.write(10 * MILLI_FRAMES);
        player.service();
        player.pass(20 * MILLI);
        var all = player.heard(heard, heard + 20 * MILLI_FRAMES);
        var start = player.pieces.get(player.pieces.size() - 1).deviceFrame() - heard;
        assertThat(start).isBetween(1L, 10L * MILLI_FRAMES);
        assertThat(Arrays.copyOfRange(all, (int) start * player.frameBytes(), all.length))
                .startsWith(player.sent(total, total + 10 * MILLI_FRAMES));
    }
}
