// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavedock.sim.fault.DeviceMethod;
import org.wavedock.sim.fault.Effect;
import org.wavedock.sim.fault.Fault;
import org.wavedock.sim.fault.Span;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

@DisplayName("A capture stream")
@ParameterizedClass
@EnumSource(Drive.class)
class CaptureSwapTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 1, Encoding.S32);
    private static final Map<String, Object> COUNTER = Map.of("capture.from", "counter");

    private final Rig rig;

    CaptureSwapTest(Drive drive) {
        rig = new Rig(drive);
    }

    private final List<Integer> frames = new ArrayList<>();

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

    /** Each segment delivered the frames that the device had at that place. */
    private void verify(AudioStream stream) {
        var delivered = 0;
        for (var segment : stream.snapshot().segments()) {
            for (var i = 0L; i < segment.frames() && delivered < frames.size(); i++) {
                assertThat(frames.get(delivered++)).isEqualTo((int) (segment.deviceFrame() + i));
            }
        }
        assertThat(delivered).isEqualTo(frames.size());
    }

    @Test
    @DisplayName("delivers each captured frame once, in order")
    void captures() throws AudioException {
        rig.card("sim0", 0, COUNTER);
        var stream = open();
        stream.start();
        read(stream, 96_000);
        verify(stream);
        assertThat(frames.get(0)).isZero();
        assertThat(stream.snapshot().framesSubmitted()).isEqualTo(96_000);
        assertThat(stream.snapshot().framesLost()).isZero();
    }

    @Test
    @DisplayName("goes to another device: all of the old one up to its last counter, then the new one from its start")
    void swaps() throws AudioException {
        rig.card("sim0", 1, COUNTER);
        rig.card("sim1", 0, COUNTER);
        var stream = open();
        stream.start();
        read(stream, 10_000);
        var report = stream.swapTo("sim1", Rig.LONG);
        read(stream, 50_000);
        verify(stream);
        assertThat(stream.snapshot().segments()).hasSize(2);
        assertThat(report.atFrame())
                .isEqualTo(stream.snapshot().segments().get(0).frames());
        assertThat(stream.snapshot().segments().get(1).deviceFrame()).isZero();
        assertThat(report.gapFrames()).isZero();
        assertThat(stream.snapshot().framesLost()).isZero();
    }

    @Test
    @DisplayName("survives an unplugged device, and says how long the gap was")
    void survivesUnplug() throws AudioException {
        var first = rig.card("sim0", 1, COUNTER);
        rig.card("sim1", 0, COUNTER);
        var stream = open();
        stream.start();
        read(stream, 10_000);
        first.unplug();
        read(stream, 50_000);
        verify(stream);
        assertThat(stream.swaps()).singleElement().satisfies(report -> {
            assertThat(report.from()).isEqualTo("sim0");
            assertThat(report.gapFrames()).isBetween(1L, 960L);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVICE", "HAS_STOPPED"})
    @DisplayName("gets from a device that fails what it had captured, and no more")
    void survivesAFailingMethod(DeviceMethod method) throws AudioException {
        var first = rig.card("sim0", 1, Map.of("capture.from", "counter", "page.size", 64));
        rig.card("sim1", 0, COUNTER);
        var stream = open();
        stream.start();
        read(stream, 10_000);
        first.inject(Fault.in(100, new Effect.Throw(method)));
        read(stream, 50_000);
        verify(stream);
        assertThat(stream.snapshot().framesLost()).isZero();
    }

    @Test
    @DisplayName("keeps what it has not read, whatever a device that failed stores until it is closed")
    void keepsLateStoresOut() throws AudioException {
        var first = rig.card("sim0", 1, COUNTER);
        rig.card("sim1", 0, COUNTER);
        var stream = open();
        stream.start();
        read(stream, 10_000);
        first.inject(Fault.in(100, new Effect.Throw(DeviceMethod.SERVICE)));
        first.inject(Fault.in(100, new Effect.Slow(DeviceMethod.SET_STATE, Span.ofFrames(2_400))));
        rig.pass(Duration.ofMillis(200));
        read(stream, 50_000);
        verify(stream);
    }

    @Test
    @DisplayName("C08 counts what a client that does not read has missed, and goes on")
    void countsOverruns() throws AudioException {
        rig.card("sim0", 0, COUNTER);
        var stream = open();
        stream.start();
        rig.pass(Duration.ofSeconds(2));
        read(stream, 48_000);
        verify(stream);
        var account = stream.snapshot();
        assertThat(account.segments()).hasSizeGreaterThan(1);
        assertThat(account.framesLost()).isBetween(40_000L, 96_000L);
        assertThat(account.framesRendered() + account.framesLost())
                .isEqualTo(account.segments().get(account.segments().size() - 1).streamFrame()
                        + account.segments().get(account.segments().size() - 1).frames());
    }

    @Test
    @DisplayName("stands while paused, and does not deliver the time between")
    void pauses() throws AudioException {
        rig.card("sim0", 0, COUNTER);
        var stream = open();
        stream.start();
        read(stream, 4_800);
        stream.pause();
        rig.pass(Duration.ofSeconds(1));
        stream.start();
        read(stream, 4_800);
        verify(stream);
        assertThat(stream.snapshot().framesLost()).isZero();
    }

    @Test
    @DisplayName(
            "is paused without losing count: all that was captured by then is delivered, or its numbers are skipped")
    void pausesWithoutLosingCount() throws AudioException {
        rig.card("sim0", 0, Map.of("capture.from", "counter", "page.size", 64));
        var stream = open();
        stream.start();
        for (var idleMillis : new int[] {3, 17, 1_500, 8}) {
            read(stream, 4_800);
            rig.pass(Duration.ofMillis(idleMillis));
            stream.pause();
            rig.pass(Duration.ofMillis(20));
            stream.start();
        }
        read(stream, 48_000);
        verify(stream);
        var segments = stream.snapshot().segments();
        for (var segment : segments) {
            assertThat(segment.streamFrame()).as("%s", segments).isEqualTo(segment.deviceFrame());
        }
    }

    @Test
    @DisplayName("cannot be written to, nor a render stream read from")
    void refusesTheOtherDirection() throws AudioException {
        rig.card("sim0", 0);
        var capture = open();
        var render = rig.open();
        assertThatThrownBy(() -> capture.write(Rig.buffer(1), Rig.MOMENT)).satisfies(CaptureSwapTest::isRefused);
        assertThatThrownBy(() -> render.read(Rig.buffer(1), Rig.MOMENT)).satisfies(CaptureSwapTest::isRefused);
    }

    private static void isRefused(Throwable thrown) {
        assertThat(((AudioException) thrown).reason()).isEqualTo(Reason.INVALID_DEVICE_REQUEST);
    }
}
