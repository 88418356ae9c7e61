// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternTest {
    @Test
    void aFrameTellsItsNumber() {
        ByteBuffer words = ByteBuffer.wrap(Pattern.stereo(70_000, 3)).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(words.getInt(0)).isEqualTo(70_001 * 0x9E3779B1);
        assertThat(Pattern.frameOf(words.getInt(8))).isEqualTo(70_002);
        assertThat(Pattern.frameOf(0)).isEqualTo(0xFFFF_FFFFL);
    }

    @Test
    void whatWasReceivedIsTakenApart() {
        byte[] mixed = joined(
                new byte[8],
                Pattern.stereo(0, 100),
                Pattern.stereo(90, 20),
                Pattern.stereo(1_000_000, 1),
                Pattern.stereo(150, 50),
                new byte[4]);

        Received received = Received.of(mixed, 200);

        assertThat(received.first()).isEqualTo(2);
        assertThat(received.distinct()).isEqualTo(160);
        assertThat(received.repeated()).isEqualTo(10);
        assertThat(received.lost()).isEqualTo(40);
        assertThat(received.garbage()).isEqualTo(1);
        assertThat(received.gaps()).isEqualTo(1);
        assertThat(received.longestRun()).isEqualTo(100);
        assertThat(received.exactly(200)).isFalse();
        assertThat(received.segments()).hasSize(6);
        assertThat(Received.of(joined(new byte[40], Pattern.stereo(0, 200)), 200)
                        .exactly(200))
                .isTrue();
    }

    @Test
    void nothingReceivedIsNothing() {
        assertThat(Received.of(new byte[400], 10))
                .isEqualTo(
                        new Received(List.of(new Received.Segment(Received.Kind.SILENCE, 0, -1, 100)), -1, 0, 0, 0, 0));
    }

    @Test
    void aMissingToolIsNamedWithItsPackage() {
        assertThat(Tools.onPath("no-such-program", "/bin:/usr/bin")).isFalse();
        assertThat(Tools.onPath("sh", "/nowhere:/bin")).isTrue();
        assertThat(Tools.reason(List.of(Tool.APLAY, Tool.ARECORD, Tool.GCC)))
                .isEqualTo("no aplay, arecord, gcc here; on Debian: apt-get install alsa-utils gcc");
    }

    private static byte[] joined(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(p -> p.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
