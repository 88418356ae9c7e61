// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavedock.runtime.engine.DeviceOrigin;
import org.wavedock.runtime.engine.Switchboard;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFileWriter;
import org.wavedock.wave.WaveFormat;

/** ALSA's own tester knows nothing of Wavedock; it looks at the first 262,144 frames of a file, and hardly at the last ones. */
@DisplayName("A judge from elsewhere")
class JudgeTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 1, Encoding.S16);
    private static final int FRAME = 2;
    private static final int HERTZ = 997;
    private static final int SWAPS = 20;
    private static final int SWAP_FRAMES = 48_000;
    private static final int WINDOW_FRAMES = 5 * 48_000;
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Path JUDGE = Path.of("/usr/bin/alsabat");

    @TempDir
    private Path folder;

    @Test
    @DisplayName("hears one tone across 20 planned swaps, and a single frame too few or too many in it")
    void hearsOneTone() throws Exception {
        if (!Files.isExecutable(JUDGE)) {
            System.out.println("SKIPPED: no alsabat, expected package alsa-utils");
        }
        assumeTrue(Files.isExecutable(JUDGE));
        var heard = joined();
        assertThat(heard.length).isEqualTo(SWAPS * SWAP_FRAMES * FRAME);
        for (var from = 0; from < heard.length; from += WINDOW_FRAMES * FRAME) {
            var window = Arrays.copyOfRange(heard, from, Math.min(heard.length, from + WINDOW_FRAMES * FRAME));
            var middle = window.length / 2 / FRAME * FRAME;
            assertThat(passes(window))
                    .as("what was heard from byte %d on", from)
                    .isTrue();
            assertThat(passes(without(window, middle))).as("one frame dropped").isFalse();
            assertThat(passes(twice(window, middle))).as("one frame repeated").isFalse();
        }
    }

    /** Plays, and puts what the cards were heard to play together as the account says. */
    private static byte[] joined() throws AudioException {
        var scheduler = new VirtualScheduler();
        var registry = new CardRegistry();
        var board = new Switchboard(scheduler);
        var cards = Map.of(
                "left", card("left", 300, scheduler, registry), "right", card("right", -200, scheduler, registry));
        board.add(cards.get("left"), new DeviceOrigin(0, "judge", 1));
        board.add(cards.get("right"), new DeviceOrigin(0, "judge", 2));
        var stream = board.open(StreamRequest.render("tone", FORMAT));
        stream.start();
        for (var swap = 0; swap < SWAPS; swap++) {
            write(stream, swap * SWAP_FRAMES);
            if (swap + 1 < SWAPS) {
                stream.swapTo(swap % 2 == 0 ? "right" : "left", LONG);
            }
        }
        stream.drain(LONG);
        stream.swapTo("left", LONG);
        stream.close();
        assertThat(stream.swaps()).hasSize(SWAPS);
        var joined = ByteBuffer.allocate(SWAPS * SWAP_FRAMES * FRAME);
        for (var segment : stream.snapshot().segments()) {
            var tap = cards.get(segment.device()).rendered(segment.substream());
            joined.put(
                    (int) segment.streamFrame() * FRAME,
                    tap,
                    (int) segment.deviceFrame() * FRAME,
                    (int) segment.frames() * FRAME);
        }
        board.end();
        cards.values().forEach(Card::close);
        return joined.array();
    }

    private static Card card(String name, int driftPpm, VirtualScheduler scheduler, CardRegistry registry) {
        var properties = Map.of(
                "name", name, "render.to", "memory", "fifo.frames", 400, "start.frames", 700, "drift.ppm", driftPpm);
        return new Card(CardSettings.of(properties), scheduler, registry);
    }

    private static void write(AudioStream stream, int from) throws AudioException {
        var source = ByteBuffer.allocate(SWAP_FRAMES * FRAME).order(ByteOrder.LITTLE_ENDIAN);
        for (var i = 0; i < SWAP_FRAMES; i++) {
            source.putShort(
                    (short) Math.round(20_000 * Math.sin(2 * Math.PI * HERTZ * (from + i) / FORMAT.sampleRate())));
        }
        source.flip();
        while (source.hasRemaining()) {
            stream.write(source, LONG);
        }
    }

    private static byte[] without(byte[] window, int at) {
        var damaged = new byte[window.length - FRAME];
        System.arraycopy(window, 0, damaged, 0, at);
        System.arraycopy(window, at + FRAME, damaged, at, damaged.length - at);
        return damaged;
    }

    private static byte[] twice(byte[] window, int at) {
        var damaged = new byte[window.length + FRAME];
        System.arraycopy(window, 0, damaged, 0, at + FRAME);
        System.arraycopy(window, at, damaged, at + FRAME, window.length - at);
        return damaged;
    }

    private boolean passes(byte[] window) throws IOException, InterruptedException {
        var file = folder.resolve("window.wav");
        try (var wav = new WaveFileWriter(file, FORMAT)) {
            wav.write(ByteBuffer.wrap(window));
        }
        var command = new ProcessBuilder(
                JUDGE.toString(),
                "--local",
                "--file=" + file,
                "-c",
                "1",
                "-r",
                "48000",
                "-f",
                "S16_LE",
                "-F",
                Integer.toString(HERTZ),
                "--snr-db=60");
        command.environment().put("LC_ALL", "C");
        var process = command.redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor() == 0;
    }
}
