// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wavedock.wave.StreamState.ACQUIRE;
import static org.wavedock.wave.StreamState.PAUSE;
import static org.wavedock.wave.StreamState.RUN;
import static org.wavedock.wave.StreamState.STOP;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.portcls.NotificationFreq;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

@DisplayName("A WaveCyclic pin over a miniport of somebody else's")
class WaveCyclicPinTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);
    private static final int RING = 12_000;
    private static final int LEAD = 1_920;
    private static final long MILLI = HandPlayer.MILLI;

    private final HandPlayer player = new HandPlayer(FORMAT, RING);
    private final HandDevice device = player.device;
    private final RenderPin pin = player.pin;

    private void playAll(int frames) throws AudioException {
        player.write(frames);
        pin.prepare(() -> player.now);
        player.start();
        for (var i = 0; i < frames / 480 + 10; i++) {
            player.pass(10 * MILLI);
        }
    }

    @Test
    @Tag("A44")
    @DisplayName("A44 calls none but the six methods, whatever a stream goes through")
    void keepsToSixMethods() throws AudioException {
        playAll(20_000);
        player.pass(700 * MILLI);
        pin.halt(player.now);
        pin.aim(pin.resumeFrame());
        player.write(5_000);
        player.start();
        player.pass(10 * MILLI);
        pin.stopFeeding(player.now);
        pin.haltStopped(player.now);
        pin.lost(player.now);
        pin.close();
        assertThat(device.used)
                .contains("bufferSize", "copyTo")
                .isSubsetOf(Set.of(
                        "allocatedBufferSize", "bufferSize", "copyFrom", "copyTo", "setBufferSize", "systemAddress"));
    }

    @Test
    @Tag("A46")
    @DisplayName("A46 gives stream, channel and group back, each exactly once")
    void releasesOnce() throws AudioException {
        device.stream.addRef();
        device.channel.addRef();
        device.group.addRef();
        playAll(1_000);
        pin.close();
        assertThat(device.stream.release()).isZero();
        assertThat(device.channel.release()).isZero();
        assertThat(device.group.release()).isZero();
    }

    @Test
    @Tag("A46")
    @DisplayName("A46 gives everything back even if the device refuses to stop")
    void releasesAfterFailure() throws AudioException {
        playAll(1_000);
        device.failures.put(PAUSE, new DeviceRemovedException("gone"));
        device.failures.put(STOP, new AudioException(Reason.UNSUCCESSFUL, "no"));
        pin.close();
        assertThat(device.stream.destroyed).isTrue();
        assertThat(device.channel.destroyed).isTrue();
        assertThat(device.groupGone).isTrue();
    }

    @Test
    @Tag("A47")
    @DisplayName("A47 every byte that is heard, silence too, has gone through the miniport's own channel")
    void copiesThroughTheChannel() throws AudioException {
        device.mask = 0x80;
        playAll(30_000);
        var heard = player.heard(0, 33_000);
        for (var i = 0; i < heard.length; i++) {
            heard[i] ^= (byte) 0x80;
        }
        assertThat(heard).startsWith(player.sent(0, 30_000));
        assertThat(heard).endsWith(player.silence(3_000));
    }

    @Test
    @Tag("B24")
    @DisplayName("B24 plays through a channel whose memory is elsewhere and which has no adapter object")
    void needsNoMemory() throws AudioException {
        playAll(30_000);
        assertThat(player.heard(0, 30_000)).isEqualTo(player.sent(0, 30_000));
    }

    @ParameterizedTest(name = "{0} ms")
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 1, 10, 1_000, Integer.MAX_VALUE})
    @Tag("A48")
    @DisplayName("A48 asks once for notifications each 10 ms, and plays on whatever the answer is")
    void asksForNotifications(int interval) throws AudioException {
        device.notificationFreq = new NotificationFreq(interval, 1);
        playAll(20_000);
        pin.halt(player.now);
        pin.aim(pin.resumeFrame());
        assertThat(device.intervals).containsExactly(10);
        assertThat(player.heard(0, 20_000)).isEqualTo(player.sent(0, 20_000));
    }

    @Test
    @Tag("A50")
    @DisplayName("A50 the miniport sees neighbouring states only, from STOP to STOP")
    void stepsToNeighbours() throws AudioException {
        playAll(1_000);
        pin.halt(player.now);
        pin.aim(pin.resumeFrame());
        player.start();
        pin.close();
        assertThat(device.states)
                .containsExactly(ACQUIRE, PAUSE, RUN, PAUSE, ACQUIRE, STOP, ACQUIRE, PAUSE, RUN, PAUSE, ACQUIRE, STOP);
    }

    @Test
    @Tag("C10")
    @DisplayName(
            "C10 a miniport that fails on the way down is taken to STOP, and one that fails on the way up no further")
    void failsInSteps() throws AudioException {
        playAll(1_000);
        device.failures.put(PAUSE, new DeviceRemovedException("gone"));
        device.failures.put(ACQUIRE, new AudioException(Reason.UNSUCCESSFUL, "no"));
        device.states.clear();
        device.used.clear();
        pin.close();
        assertThat(device.states).containsExactly(PAUSE, ACQUIRE, STOP);
        assertThat(device.used).isEmpty();

        var other = new HandPlayer(FORMAT, RING);
        other.device.failures.put(ACQUIRE, new AudioException(Reason.INSUFFICIENT_RESOURCES, "taken"));
        assertThatThrownBy(() -> other.pin.prepare(() -> other.now)).hasMessageContaining("taken");
        assertThat(other.device.states).containsExactly(ACQUIRE);
        other.pin.close();
        assertThat(other.device.states).containsExactly(ACQUIRE);
    }

    @Test
    @DisplayName("a device that fails while it is halted may have played on: what it was given since is in doubt")
    void doubtsWhatRefusedToHalt() throws AudioException {
        player.write(20_000);
        pin.prepare(() -> player.now);
        player.start();
        player.pass(10 * MILLI);
        player.play(5 * MILLI);
        device.failures.put(PAUSE, new DeviceRemovedException("gone"));
        assertThatThrownBy(() -> pin.halt(player.now)).isInstanceOf(DeviceRemovedException.class);
        assertThat(pin.lost(player.now)).isBetween(240L, 250L);
        player.account();
        assertThat(player.pieces.get(1).confirmed()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"U8", "S16", "S24_PACKED", "S24_IN_32", "S32", "FLOAT32"})
    @Tag("B09")
    @DisplayName("B09 before the first run the whole ring is silence as the format has it, up to the last byte")
    void beginsSilent(Encoding encoding) throws AudioException {
        var other = new HandPlayer(new WaveFormat(44_100, 3, encoding), 1_234);
        other.write(100);
        other.pin.prepare(() -> other.now);
        assertThat(other.device.states).containsExactly(ACQUIRE, PAUSE);
        assertThat(other.device.ring).isEqualTo(other.silence(1_234));
    }

    @Test
    @Tag("B10")
    @DisplayName("B10 a copy across the end of the ring is two, the end before the start, and nothing reaches beyond")
    void splitsAtTheEnd() throws AudioException {
        player.write(40_000);
        pin.prepare(() -> player.now);
        player.start();
        var split = 0;
        for (var i = 0; i < 80; i++) {
            device.copies.clear();
            player.pass(7 * MILLI);
            assertThat(device.copies)
                    .allSatisfy(copy -> assertThat(copy.offset() + copy.bytes()).isBetween(1, RING * 4));
            split += device.copies.stream().anyMatch(copy -> copy.offset() + copy.bytes() == RING * 4)
                            && device.copies.stream().anyMatch(copy -> copy.offset() == 0)
                    ? 1
                    : 0;
        }
        assertThat(split).isGreaterThanOrEqualTo(2);
        assertThat(player.heard(0, 26_880)).isEqualTo(player.sent(0, 26_880));
    }

    @Test
    @Tag("C05")
    @DisplayName(
            "C05 the ring is what BufferSize says at ACQUIRE, not what was allocated; a change waits for the next ACQUIRE")
    void latchesTheRing() throws AudioException {
        device.resize(6_000 * 4);
        player.write(100_000);
        pin.prepare(() -> player.now);
        player.start();
        for (var i = 0; i < 50; i++) {
            player.pass(10 * MILLI);
        }
        device.resize(3_000 * 4);
        for (var i = 0; i < 50; i++) {
            player.pass(10 * MILLI);
        }
        assertThat(player.heard(0, 48_000)).isEqualTo(player.sent(0, 48_000));
        assertThat(device.copies).extracting(HandDevice.Copy::offset).anyMatch(offset -> offset >= 3_000 * 4);
        device.used.clear();
        pin.halt(player.now);
        assertThat(device.used).doesNotContain("bufferSize", "setBufferSize");
        device.copies.clear();
        pin.aim(48_000);
        player.start();
        for (var i = 0; i < 50; i++) {
            player.pass(10 * MILLI);
        }
        assertThat(player.heard(48_000, 72_000)).isEqualTo(player.sent(48_000, 72_000));
        assertThat(device.copies)
                .allMatch(copy -> copy.offset() + copy.bytes() <= 3_000 * 4)
                .anyMatch(copy -> copy.offset() + copy.bytes() == 3_000 * 4);
    }

    @Test
    @DisplayName(
            "a buffer of a part of a frame too many is cut before ACQUIRE, so that both sides go round the same ring")
    void cutsTheRingToFrames() throws AudioException {
        var format = new WaveFormat(48_000, 2, Encoding.S24_PACKED);
        var odd = new HandDevice(format, false, 16_384);
        var other = new HandPlayer(format, odd);
        other.write(20_000);
        other.pin.prepare(() -> other.now);
        assertThat(odd.bufferSize()).isEqualTo(16_380);
        other.start();
        for (var i = 0; i < 30; i++) {
            other.pass(10 * MILLI);
        }
        assertThat(other.heard(0, 14_400)).isEqualTo(other.sent(0, 14_400));
    }

    @Test
    @Tag("C06")
    @DisplayName("C06 how many passes there are, and when, makes no difference to what is heard")
    void countsNoPasses() throws AudioException {
        player.write(100_000);
        pin.prepare(() -> player.now);
        player.start();
        var random = new Random(5);
        while (player.now < 7_000 * MILLI) {
            player.play(random.nextInt(30) * MILLI + random.nextInt(1_000_000));
            for (var i = random.nextInt(3); i >= 0; i--) {
                player.service();
            }
        }
        var heard = device.heard.size() / 4;
        assertThat(heard).isGreaterThan(95_000);
        assertThat(player.heard(0, heard)).isEqualTo(player.sent(0, heard));
    }

    @Test
    @Tag("C07")
    @DisplayName("C07 after passes that did not come, one is enough to be a lead ahead again")
    void catchesUpInOnePass() throws AudioException {
        player.write(100_000);
        pin.prepare(() -> player.now);
        player.start();
        player.pass(30 * MILLI);
        assertThat(pin.nextFrame()).isEqualTo(1_440 + LEAD);
        player.pass(39 * MILLI);
        assertThat(pin.nextFrame()).isEqualTo(69 * 48 + LEAD);
        assertThat(player.heard(0, 69 * 48)).isEqualTo(player.sent(0, 69 * 48));
    }

    @ParameterizedTest(name = "{0} laps")
    @ValueSource(ints = {1, 2, 3})
    @DisplayName("a device that stands where it stood, whole rings later, has not stood")
    void countsWholeLaps(int laps) throws AudioException {
        player.write(100_000);
        pin.prepare(() -> player.now);
        player.start();
        player.pass(10 * MILLI);
        player.pass(laps * 250L * MILLI);
        assertThat(device.cursor()).isEqualTo(480 * 4);
        player.pass(10 * MILLI);
        player.pass(10 * MILLI);
        var resumed = player.pieces.stream()
                .filter(piece -> piece.streamFrame() == 480 + LEAD)
                .findFirst()
                .orElseThrow();
        assertThat(resumed.deviceFrame()).isBetween(480L + laps * RING, 480L + laps * RING + 480);
    }

    @Test
    @DisplayName("a miniport that calls the start of the ring its end is understood")
    void takesTheEndForTheStart() throws AudioException {
        device.saysEndForStart = true;
        player.write(100_000);
        pin.prepare(() -> player.now);
        player.start();
        for (var i = 0; i < 60; i++) {
            player.pass(25 * MILLI);
        }
        assertThat(player.heard(0, 72_000)).isEqualTo(player.sent(0, 72_000));
        assertThat(pin.resumeFrame()).isEqualTo(72_000);
    }

    @Test
    @Tag("A51")
    @DisplayName("A51 a stream that is paused and goes on, any number of times, loses no frame and repeats none")
    void bounces() throws AudioException {
        player.write(60_000);
        pin.prepare(() -> player.now);
        for (var i = 0; i < 20; i++) {
            player.start();
            player.pass(7 * MILLI);
            player.play(3 * MILLI);
            pin.halt(player.now);
            assertThat(pin.isRunning()).isFalse();
            player.account();
            pin.aim(pin.resumeFrame());
        }
        assertThat(player.heard(0, 9_600)).isEqualTo(player.sent(0, 9_600));
        assertThat(player.pieces).allMatch(HandPlayer.Piece::confirmed);
        // The device has no timeline of its own: it is what it has passed since it was opened.
        var end = 0L;
        for (var piece : player.pieces) {
            assertThat(piece.deviceFrame()).isEqualTo(end);
            assertThat(piece.streamFrame()).isEqualTo(end);
            end += piece.frames();
        }
        assertThat(end).isEqualTo(9_600);
    }

    @Test
    @DisplayName("after STOP both the device and what is written begin at the start of a silent ring")
    void startsOverAfterStop() throws AudioException {
        player.write(100_000);
        pin.prepare(() -> player.now);
        player.start();
        player.pass(33 * MILLI);
        pin.halt(player.now);
        pin.aim(50_000);
        assertThat(device.ring).isEqualTo(player.silence(RING));
        device.copies.clear();
        player.start();
        assertThat(device.copies.get(0).offset()).isZero();
        player.pass(10 * MILLI);
        assertThat(player.heard(33 * 48, 43 * 48)).isEqualTo(player.sent(50_000, 50_480));
    }

    @Test
    @DisplayName("what was played is where the device is, not what was copied for it")
    void countsWhatWasPlayed() throws AudioException {
        player.write(100_000);
        pin.prepare(() -> player.now);
        player.start();
        assertThat(pin.resumeFrame()).isZero();
        assertThat(pin.nextFrame()).isEqualTo(LEAD);
        player.pass(10 * MILLI);
        assertThat(pin.resumeFrame()).isEqualTo(480);
        assertThat(player.pieces).isEqualTo(List.of(new HandPlayer.Piece(0, 0, 480, true)));
    }
}
