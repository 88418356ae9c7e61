// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.wavedock.sim.capture.CaptureSource;
import org.wavedock.sim.capture.CounterSource;
import org.wavedock.sim.capture.LoopbackBus;
import org.wavedock.sim.capture.LoopbackSource;
import org.wavedock.sim.capture.Recording;
import org.wavedock.sim.capture.RecordingSource;
import org.wavedock.sim.capture.SilentSource;
import org.wavedock.sim.capture.ToneSource;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** The capture substreams of a card. */
final class Microphones {
    private final String cardName;
    private final CardSettings.Capture capture;
    private final AtomicLong[] timelines;
    private final Recording recording;
    private final LoopbackBus bus;

    /**
     * As configured; reads the WAV file if that is what is captured. Blocks.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    Microphones(CardSettings settings, CardRegistry registry) {
        cardName = settings.device().name();
        capture = settings.capture();
        timelines =
                Stream.generate(AtomicLong::new).limit(settings.substreams()).toArray(AtomicLong[]::new);
        recording = capture.kind() == CardSettings.CaptureKind.WAV ? read(Path.of(capture.name())) : null;
        bus = capture.kind() == CardSettings.CaptureKind.LOOPBACK ? registry.bus(capture.name()) : null;
    }

    private static Recording read(Path path) {
        try {
            return Recording.read(path);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "property capture.from of a simulated card is \"wav:" + path
                            + "\", expected a WAV file that can be read: " + e,
                    e);
        }
    }

    /** What the source itself can do. */
    void check(WaveFormat format) throws AudioException {
        switch (capture.kind()) {
            case WAV ->
                require(
                        format.equals(recording.format()),
                        format,
                        recording.format().toString());
            case TONE ->
                require(
                        2 * capture.hertz() < format.sampleRate(),
                        format,
                        "a rate above " + 2 * capture.hertz() + " Hz");
            case LOOPBACK -> {
                var playing = bus.playing();
                require(
                        playing == null || playing.equals(format),
                        format,
                        playing + " as card " + capture.name() + " plays it now");
            }
            default -> {
                // anything
            }
        }
    }

    private void require(boolean possible, WaveFormat format, String expected) throws AudioException {
        if (!possible) {
            throw new AudioException(
                    Reason.FORMAT_NOT_SUPPORTED,
                    "card " + cardName + " cannot capture " + format + ", expected " + expected);
        }
    }

    Mover open(int substream, WaveFormat format) {
        return new CaptureMover(source(format), timelines[substream], format);
    }

    Line line(int substream, WaveFormat format) {
        return new CaptureLine(source(format), timelines[substream], format);
    }

    private CaptureSource source(WaveFormat format) {
        return switch (capture.kind()) {
            case SILENCE -> new SilentSource(format);
            case TONE -> new ToneSource(format, capture.hertz());
            case COUNTER -> new CounterSource(format);
            case WAV -> new RecordingSource(recording);
            case LOOPBACK -> new LoopbackSource(bus, format);
        };
    }
}
