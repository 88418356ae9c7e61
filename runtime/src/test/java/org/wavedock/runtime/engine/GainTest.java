// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

@DisplayName("The gain of a stream")
@ParameterizedClass
@EnumSource(names = {"CYCLIC", "SHARED"})
class GainTest {
    private static final int RAMP = 240;

    private final Rig rig;

    GainTest(Drive drive) {
        rig = new Rig(drive);
        rig.card("sim0", 1);
        rig.card("sim1", 0);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private short[] heard(String card) {
        var bytes = rig.heard().get(card);
        var samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    /** So many frames of one value. */
    private static void write(AudioStream stream, int value, int frames) throws AudioException {
        var samples = new short[frames * 2];
        Arrays.fill(samples, (short) value);
        var bytes = ByteBuffer.allocate(frames * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        while (bytes.hasRemaining()) {
            stream.write(bytes, Rig.LONG);
        }
    }

    private AudioStream open() throws AudioException {
        return rig.open("sim0");
    }

    @Test
    @DisplayName("multiplies each sample, and limits what is too large")
    void multiplies() throws AudioException {
        var soft = open();
        soft.gain(0.25);
        write(soft, 1_001, 4_000);
        soft.start();
        soft.drain(Rig.LONG);
        soft.gain(16);
        write(soft, 8_000, 4_000);
        soft.drain(Rig.LONG);
        soft.close();
        var heard = heard("sim0");
        var segments = soft.snapshot().segments();
        var first = (int) segments.get(0).deviceFrame() * 2;
        assertThat(Arrays.copyOfRange(heard, first + 2 * RAMP, first + 8_000)).containsOnly((short) 250);
        var second = (int) segments.get(1).deviceFrame() * 2;
        assertThat(Arrays.copyOfRange(heard, second + 2 * RAMP, second + 8_000)).containsOnly(Short.MAX_VALUE);
        assertThat(soft.gain()).isEqualTo(16);
    }

    @Test
    @DisplayName("is reached in small steps, within 5 ms")
    void ramps() throws AudioException {
        var stream = open();
        stream.start();
        write(stream, 10_000, 48_000);
        stream.gain(0.5);
        write(stream, 10_000, 48_000);
        stream.gain(1);
        write(stream, 10_000, 48_000);
        stream.drain(Rig.LONG);
        stream.close();
        var segment = stream.snapshot().segments().get(0);
        var heard = heard("sim0");
        var between = 0;
        for (var frame = segment.deviceFrame() + 1; frame < segment.deviceFrame() + segment.frames(); frame++) {
            int before = heard[(int) frame * 2 - 2];
            int now = heard[(int) frame * 2];
            assertThat(Math.abs(now - before)).isLessThanOrEqualTo(5_000 / RAMP + 1);
            between += now != 10_000 && now != 5_000 ? 1 : 0;
        }
        assertThat(between).isBetween(2 * RAMP - 4, 2 * RAMP);
        assertThat(heard).contains((short) 5_000);
    }

    @Test
    @DisplayName("goes with the stream to another device, without a step")
    void goesAlong() throws AudioException {
        var stream = open();
        stream.start();
        stream.gain(0.5);
        write(stream, 10_000, 48_000);
        stream.swapTo("sim1", Rig.LONG);
        write(stream, 10_000, 20_000);
        stream.drain(Rig.LONG);
        stream.close();
        var there = stream.snapshot().segments().get(1);
        var from = (int) there.deviceFrame() * 2;
        assertThat(Arrays.copyOfRange(heard("sim1"), from, from + (int) there.frames() * 2))
                .containsOnly((short) 5_000);
    }

    @Test
    @DisplayName("of 1 leaves every bit as it is")
    void leavesAlone() throws AudioException {
        var stream = open();
        stream.start();
        stream.gain(1);
        rig.write(stream, 48_000);
        rig.finish(stream);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 16.1, Double.NaN, Double.POSITIVE_INFINITY})
    @DisplayName("is refused outside of its range")
    void refuses(double gain) throws AudioException {
        var stream = open();
        assertThatThrownBy(() -> stream.gain(gain))
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_PARAMETER));
        assertThat(stream.gain()).isEqualTo(1);
    }

    @Test
    @DisplayName("is refused where it could not be kept")
    void refusesWhereItCannot() throws AudioException {
        var pci = rig.board.open(StreamRequest.render("pci", Rig.FORMAT).through(Drive.PCI.ports()));
        assertThatThrownBy(() -> pci.gain(0.5)).hasMessageContaining("WavePci");
        var ear = rig.board.open(StreamRequest.capture("ear", Rig.FORMAT));
        assertThatThrownBy(() -> ear.gain(0.5)).hasMessageContaining("CAPTURE");
    }
}
