// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.wavedock.sim.card.Card;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

@DisplayName("Capture streams that share a device")
@ParameterizedClass
@EnumSource(names = {"SHARED", "SHARED_COPYING"})
class SharedCaptureTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 1, Encoding.S32);

    private final Rig rig;
    private final List<Ear> ears = new ArrayList<>();

    SharedCaptureTest(Drive drive) {
        rig = new Rig(drive);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private final class Ear {
        final AudioStream stream;
        final List<Integer> frames = new ArrayList<>();

        Ear() throws AudioException {
            stream = rig.board.open(rig.driven(StreamRequest.capture("ear" + ears.size(), FORMAT)));
            ears.add(this);
        }

        void read(int count) throws AudioException {
            var buffer = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
            while (buffer.hasRemaining()) {
                stream.read(buffer, Rig.LONG);
            }
            for (var i = 0; i < count; i++) {
                frames.add(buffer.getInt(4 * i));
            }
        }

        /** What it read is what its ledger says the device had there, which counts its frames. */
        void verify() {
            var read = 0;
            for (var segment : stream.snapshot().segments()) {
                for (var i = 0L; i < segment.frames() && read < frames.size(); i++) {
                    assertThat(frames.get(read++)).isEqualTo((int) (segment.deviceFrame() + i));
                }
            }
            assertThat(read).isEqualTo(frames.size());
        }
    }

    private Card counting(String name, int ranking) {
        return rig.card(name, ranking, Map.of("capture.from", "counter"));
    }

    private Ear listening() throws AudioException {
        var ear = new Ear();
        ear.stream.start();
        return ear;
    }

    private void readAll(int times) throws AudioException {
        for (var i = 0; i < times; i++) {
            for (var ear : ears) {
                ear.read(480);
            }
        }
    }

    @Test
    @DisplayName("read the same frames, each from where it began")
    void readTheSame() throws AudioException {
        counting("sim0", 0);
        var first = listening();
        first.read(4_800);
        var second = listening();
        readAll(100);
        first.stream.close();
        second.read(4_800);
        ears.forEach(Ear::verify);
        assertThat(first.frames.get(0)).isZero();
        assertThat(second.frames.get(0)).isBetween(4_800, 6_000);
        assertThat(second.frames).contains(first.frames.get(20_000));
        assertThat(ears)
                .allSatisfy(ear -> assertThat(ear.stream.snapshot().segments()).hasSize(1));
    }

    @Test
    @DisplayName("lose only what they themselves do not read in time")
    void loseTheirOwn() throws AudioException {
        counting("sim0", 0);
        var quick = listening();
        var slow = listening();
        for (var i = 0; i < 200; i++) {
            quick.read(480);
        }
        slow.read(480);
        ears.forEach(Ear::verify);
        quick.stream.close();
        slow.stream.close();
        assertThat(quick.stream.snapshot().segments()).hasSize(1);
        assertThat(slow.stream.snapshot().framesLost()).isGreaterThan(48_000);
    }

    @Test
    @DisplayName("pause and go on without the others noticing")
    void pause() throws AudioException {
        counting("sim0", 0);
        var steady = listening();
        var restless = listening();
        readAll(20);
        restless.stream.pause();
        for (var i = 0; i < 20; i++) {
            steady.read(480);
        }
        restless.stream.start();
        readAll(20);
        ears.forEach(Ear::verify);
        assertThat(steady.stream.snapshot().segments()).hasSize(1);
        assertThat(restless.stream.snapshot().segments()).hasSize(2);
    }

    @Test
    @DisplayName("move on one by one, and all when the device is lost")
    void moveOn() throws AudioException {
        counting("sim0", 1);
        var other = counting("sim1", 0);
        for (var i = 0; i < 5; i++) {
            listening();
            rig.pass(Duration.ofMillis(3));
        }
        readAll(20);
        ears.get(0).stream.swapTo("sim1", Rig.LONG);
        ears.get(1).stream.swapTo("sim1", Rig.LONG);
        readAll(20);
        other.unplug();
        readAll(20);
        ears.forEach(Ear::verify);
        assertThat(ears).extracting(ear -> ear.stream.snapshot().device()).containsOnly("sim0");
        assertThat(ears).extracting(ear -> ear.stream.swaps().size()).containsExactly(2, 2, 0, 0, 0);
    }
}
