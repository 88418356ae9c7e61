// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

@DisplayName("A converted stream that lasts")
class ConversionLifeTest {
    private static final WaveFormat FORMAT = new WaveFormat(8_000, 1, Encoding.S16);

    @Test
    @DisplayName("counts every frame for half an hour, and is never a frame further than its device")
    void neverDrifts() throws AudioException {
        var seconds = 1_800L;
        try (var rig = new Rig()) {
            new Other(rig)
                    .card(
                            "odd",
                            0,
                            new WaveFormat(11_025, 1, Encoding.S16),
                            Map.of("render.to", "none", "drift.ppm", 150));
            var stream = rig.board.open(StreamRequest.render("long", FORMAT));
            stream.start();
            var second = ByteBuffer.allocate((int) FORMAT.bytes(FORMAT.sampleRate()));
            for (var i = 0; i < seconds; i++) {
                second.clear();
                while (second.hasRemaining()) {
                    stream.write(second, Rig.LONG);
                }
            }
            stream.drain(Rig.LONG);
            stream.close();
            var account = stream.snapshot();
            assertThat(account.framesRendered()).isEqualTo(seconds * 8_000);
            assertThat(account.framesLost() + account.framesRepeated() + account.framesSilence())
                    .isZero();
            assertThat(account.segments()).singleElement().satisfies(segment -> {
                // The last frame is heard when it has begun: the second part of it may be cut off by the close.
                assertThat(segment.deviceFrames()).isBetween(seconds * 11_025 - 1, seconds * 11_025);
                assertThat(segment.frames()).isEqualTo(seconds * 8_000);
            });
        }
    }
}
