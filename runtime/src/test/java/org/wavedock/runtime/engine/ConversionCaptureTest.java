// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** The cards number their frames, so what is delivered says when it was captured. */
@DisplayName("A capture stream from a device of another format")
@ParameterizedClass
@EnumSource(Drive.class)
class ConversionCaptureTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 1, Encoding.S32);
    private static final Map<String, Object> COUNTER = Map.of("capture.from", "counter");
    private static final WaveFormat CD = new WaveFormat(44_100, 1, Encoding.S32);
    private static final WaveFormat HIGH = new WaveFormat(96_000, 1, Encoding.S32);
    private static final WaveFormat LOW = new WaveFormat(8_000, 1, Encoding.S32);
    /** Frames of the stream that a device's beginning and end are spread over, at the lowest rate. */
    private static final int EDGE = 6 * 88 + 6;

    private final Rig rig;
    private final Other other;
    private final Map<String, WaveFormat> formats = Map.of("cd", CD, "high", HIGH, "low", LOW, "home", FORMAT);
    private final List<Integer> frames = new ArrayList<>();

    ConversionCaptureTest(Drive drive) {
        rig = new Rig(drive);
        other = new Other(rig);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private AudioStream open() throws AudioException {
        return rig.board.open(rig.driven(StreamRequest.capture("ear", FORMAT)));
    }

    private void read(AudioStream stream, int count) throws AudioException {
        var buffer = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            stream.read(buffer, Rig.LONG);
        }
        for (var i = 0; i < count; i++) {
            frames.add(buffer.getInt(4 * i));
        }
    }

    /** Stops the device, reads all that it brought, and holds it against the account. */
    private void finish(AudioStream stream) throws AudioException {
        stream.pause();
        rig.pass(Duration.ofMillis(50));
        read(stream, (int) stream.snapshot().framesRendered() - frames.size());
        verify(stream);
        stream.close();
        assertThat(stream.snapshot().framesRendered()).isEqualTo(frames.size());
    }

    private void verify(AudioStream stream) {
        var delivered = 0;
        for (var segment : stream.snapshot().segments()) {
            var rate = formats.get(segment.device()).sampleRate() / 48_000.0;
            assertThat((double) segment.frames()).isEqualTo(segment.deviceFrames() / rate, within(1.0));
            for (var i = 0; i < segment.frames() && delivered < frames.size(); i++) {
                var value = frames.get(delivered++);
                if (i > EDGE && i < segment.frames() - EDGE) {
                    // A frame to where the segment starts, and the dither.
                    assertThat((double) value)
                            .as("frame %d of %s", i, segment)
                            .isEqualTo(segment.deviceFrame() + i * rate, within(1 + rate + 1.5));
                }
            }
        }
        assertThat(delivered).isEqualTo(frames.size());
    }

    @Test
    @DisplayName("delivers all that was captured, to the last frame, at the stream's rate")
    void captures() throws AudioException {
        other.card("cd", 0, CD, COUNTER);
        var stream = open();
        stream.start();
        read(stream, 96_000);
        finish(stream);
        assertThat(stream.snapshot().segments()).hasSize(1);
        assertThat(stream.snapshot().framesLost()).isZero();
    }

    @Test
    @DisplayName("goes from one rate to another, and home")
    void swaps() throws AudioException {
        other.card("low", 2, LOW, COUNTER);
        other.card("high", 1, HIGH, COUNTER);
        other.card("home", 0, FORMAT, COUNTER);
        var stream = open();
        stream.start();
        read(stream, 20_000);
        var up = stream.swapTo("high", Rig.LONG);
        read(stream, 50_000);
        var home = stream.swapTo("home", Rig.LONG);
        read(stream, 50_000);
        finish(stream);
        var segments = stream.snapshot().segments();
        assertThat(segments).hasSize(3);
        assertThat(up.atFrame()).isEqualTo(segments.get(0).frames());
        assertThat(home.atFrame()).isEqualTo(up.atFrame() + segments.get(1).frames());
        assertThat(home.fromFormat()).isEqualTo(HIGH);
        assertThat(home.toFormat()).isEqualTo(FORMAT);
        assertThat(stream.snapshot().framesLost()).isZero();
    }

    @Test
    @DisplayName("keeps what an unplugged device had brought, and says how long the gap was")
    void survivesUnplug() throws AudioException {
        var first = other.card("cd", 1, CD, COUNTER);
        other.card("high", 0, HIGH, COUNTER);
        var stream = open();
        stream.start();
        read(stream, 10_000);
        first.unplug();
        read(stream, 50_000);
        finish(stream);
        assertThat(stream.swaps())
                .singleElement()
                .satisfies(report -> assertThat(report.gapFrames()).isBetween(1L, 960L));
    }

    @Test
    @DisplayName("counts what a client that does not read has missed, in the stream's frames")
    void countsOverruns() throws AudioException {
        other.card("cd", 0, CD, COUNTER);
        var stream = open();
        stream.start();
        for (var i = 0; i < 3; i++) {
            rig.pass(Duration.ofSeconds(2));
            read(stream, 20_000);
        }
        var account = stream.snapshot();
        var last = account.segments().get(account.segments().size() - 1);
        assertThat(account.segments()).hasSizeGreaterThan(2);
        assertThat(account.framesLost()).isBetween(130_000L, 260_000L);
        assertThat(account.framesRendered() + account.framesLost()).isEqualTo(last.streamFrame() + last.frames());
        finish(stream);
    }

    @Test
    @DisplayName("pauses and goes on")
    void pauses() throws AudioException {
        other.card("low", 0, LOW, COUNTER);
        var stream = open();
        for (var i = 0; i < 4; i++) {
            stream.start();
            read(stream, 10_000 + i);
            stream.pause();
            rig.pass(Duration.ofSeconds(1));
        }
        read(stream, (int) stream.snapshot().framesRendered() - frames.size());
        assertThat(frames).hasSize((int) stream.snapshot().framesRendered());
        assertThat(stream.snapshot().framesLost()).isZero();
    }
}
