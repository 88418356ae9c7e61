// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavedock.runtime.engine.DeviceOrigin;
import org.wavedock.runtime.engine.Switchboard;
import org.wavedock.runtime.time.RealScheduler;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.stream.StreamRequest;
import org.wavedock.stream.StreamSnapshot;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** Through stream, pump and ledger, bit for bit. */
class PlatformBytesTest {
    private static final int FRAMES = 24_000;
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("org.wavedock.alsa.pcm.Samples#all")
    void whatIsWrittenArrivesAndThenSilence(Samples samples) throws Exception {
        check(new VirtualScheduler(), samples);
    }

    @Test
    void whatIsWrittenArrivesInRealTimeToo() throws Exception {
        check(
                new RealScheduler(),
                new Samples(new WaveFormat(48_000, 2, Encoding.S16), DeviceSettings.Layout.INTERLEAVED));
    }

    private void check(Scheduler scheduler, Samples samples) throws Exception {
        var file = folder.resolve("out.raw");
        var format = samples.format();
        var content = Pcms.noise(FRAMES * format.frameBytes());
        var device = Pcms.device(Pcms.settings(Pcms.recordingTo(file), samples.layout()));
        var board = new Switchboard(scheduler);
        var account = play(board, device, format, content);
        board.remove(1);
        board.end();
        device.close();

        var heard = Files.readAllBytes(file);
        assertThat(heard.length).isGreaterThanOrEqualTo(content.length);
        Pcms.assertSame(Arrays.copyOf(heard, content.length), content);
        var rest = Arrays.copyOfRange(heard, content.length, heard.length);
        Pcms.assertSame(rest, Player.silence(format, rest.length / format.frameBytes()));
        assertThat(account.segments()).hasSize(1).first().satisfies(segment -> {
            assertThat(segment.deviceFrame()).isZero();
            assertThat(segment.streamFrame()).isZero();
            assertThat(segment.frames()).isEqualTo(FRAMES);
            assertThat(segment.confirmed()).isTrue();
        });
    }

    private StreamSnapshot play(Switchboard board, AlsaDevice device, WaveFormat format, byte[] content)
            throws Exception {
        board.add(device, new DeviceOrigin(1, "test", 1));
        var request = StreamRequest.render("test", format).buffered(Duration.ofMillis(40), Duration.ofSeconds(1));
        try (var stream = board.open(request)) {
            // All of it at once: the file has no clock, and would hear every pause of ours as silence.
            assertThat(stream.write(ByteBuffer.wrap(content), Duration.ZERO)).isEqualTo(content.length);
            stream.start();
            stream.drain(LONG);
            return stream.snapshot();
        }
    }
}
