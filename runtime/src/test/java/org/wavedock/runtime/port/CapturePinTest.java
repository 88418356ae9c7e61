// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

@DisplayName("A capture pin over a miniport of somebody else's")
class CapturePinTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.U8);
    private static final long MILLI = 1_000_000;
    private static final int RING = 4_800;
    private static final int CLIENT = 9_600;

    private final HandDevice device = new HandDevice(FORMAT, true, RING * 2);
    private final FrameRing ring = new FrameRing(CLIENT, 2);
    private final List<HandPlayer.Piece> pieces = new ArrayList<>();
    private long clientFrame;
    private final CapturePin pin = new CapturePin(device.opened(), FORMAT, ring, () -> clientFrame);
    private long now = 77 * MILLI;

    private void start() throws AudioException {
        pin.prepare(() -> now);
        device.copies.clear();
        pin.fill();
        pin.start(now);
    }

    private void pass(int millis) {
        now += millis * MILLI;
        device.advance(millis * 48L);
        pin.pass(now);
        account();
    }

    private void account() {
        pin.log()
                .drainTo((at, there, stream, frames, confirmed) ->
                        pieces.add(new HandPlayer.Piece(at, stream, frames, confirmed)));
    }

    /** What the client finds, after which it has room again. */
    private byte[] read() {
        var frames = (int) (ring.end() - clientFrame);
        var bytes = new byte[frames * 2];
        ring.copyOut(clientFrame, ByteBuffer.wrap(bytes), frames);
        clientFrame = ring.end();
        return bytes;
    }

    /** What the device recorded from a frame of its timeline on. */
    private static byte[] recorded(long from, int frames) {
        var bytes = new byte[frames * 2];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((from * 2 + i) % 255 + 1);
        }
        return bytes;
    }

    @Test
    @DisplayName("takes nothing out of the ring while it is not known where the device is: it may have gone over it")
    void leavesWhatMayBeOverwritten() throws AudioException {
        start();
        while (ring.end() < CLIENT) {
            pass(10);
        }
        pass(10);
        var delivered = pieces.size();
        read();
        device.advance(3_600);
        pass(10);
        assertThat(pieces).hasSize(delivered);
        assertThat(read()).isEmpty();
        assertThatThrownBy(() -> pass(10)).isInstanceOf(DeviceRemovedException.class);
    }

    @Test
    @Tag("A44")
    @Tag("A46")
    @DisplayName("A44 and A46 calls none but the six methods, and gives everything back once")
    void keepsToSixMethods() throws AudioException {
        device.stream.addRef();
        device.channel.addRef();
        device.group.addRef();
        start();
        for (var i = 0; i < 30; i++) {
            pass(10);
            read();
        }
        pass(400);
        pin.stopFeeding(now);
        pin.aim(pin.resumeFrame());
        pin.start(now);
        pin.lost(now);
        pin.close();
        assertThat(device.used)
                .contains("bufferSize", "copyFrom")
                .isSubsetOf(Set.of(
                        "allocatedBufferSize", "bufferSize", "copyFrom", "copyTo", "setBufferSize", "systemAddress"));
        assertThat(device.stream.release()).isZero();
        assertThat(device.channel.release()).isZero();
        assertThat(device.group.release()).isZero();
    }

    @Test
    @Tag("A47")
    @Tag("B10")
    @DisplayName(
            "A47 and B10 what is delivered went through the miniport's own channel, in order, also across the ring's end")
    void delivers() throws AudioException {
        device.mask = 0x80;
        start();
        for (var i = 0; i < 40; i++) {
            pass(13);
            var expected = recorded(i * 13 * 48L, 13 * 48);
            for (var j = 0; j < expected.length; j++) {
                expected[j] ^= (byte) 0x80;
            }
            assertThat(read()).isEqualTo(expected);
        }
        assertThat(device.copies)
                .allSatisfy(copy -> assertThat(copy.offset() + copy.bytes()).isBetween(1, RING * 2));
    }

    @Test
    @Tag("C07")
    @DisplayName(
            "C07 a pass that comes late delivers all that was recorded since the last, not one notification's worth")
    void catchesUpInOnePass() throws AudioException {
        start();
        pass(10);
        pass(70);
        assertThat(read()).isEqualTo(recorded(0, 80 * 48));
    }

    @Test
    @Tag("C08")
    @DisplayName(
            "C08 a client that does not keep up loses whole frames, which the account knows, and hears no silence for them")
    void reportsOverruns() throws AudioException {
        start();
        for (var i = 0; i < 50; i++) {
            pass(10);
        }
        assertThat(read()).isEqualTo(recorded(0, CLIENT));
        pass(10);
        var rest = read();
        var piece = pieces.get(pieces.size() - 1);
        // Half a ring is kept for when the client comes back; the oldest goes.
        assertThat(piece.streamFrame()).isEqualTo(500 * 48 - RING / 2).isEqualTo(piece.deviceFrame());
        assertThat(piece.frames()).isEqualTo(RING / 2 + 480);
        assertThat(rest).isEqualTo(recorded(piece.streamFrame(), (int) piece.frames()));
        assertThat(pin.nextFrame()).isEqualTo(510 * 48);
        assertThat(device.used).contains("copyTo");
        device.used.clear();
        pass(300);
        pass(10);
        assertThat(device.used).doesNotContain("copyTo");
    }

    @Test
    @Tag("C08")
    @DisplayName(
            "C08 a pass that is a ring late delivers only what the device has not overwritten, under its true numbers")
    void skipsWhatWasOverwritten() throws AudioException {
        start();
        pass(10);
        read();
        pass(250);
        var bytes = read();
        var piece = pieces.get(1);
        assertThat(piece.streamFrame()).isGreaterThan(480);
        assertThat(piece.streamFrame() + piece.frames()).isEqualTo(260 * 48);
        assertThat(bytes).isEqualTo(recorded(piece.streamFrame(), (int) piece.frames()));
        // A millisecond before the cursor is the cursor's.
        assertThat(piece.frames()).isEqualTo(RING - 48);
    }

    @Test
    @DisplayName("nothing is written into the ring of a device that records, starved or not")
    void writesNothing() throws AudioException {
        start();
        pass(10);
        pass(0);
        pass(0);
        assertThat(Arrays.copyOf(device.ring, 960)).isEqualTo(recorded(0, 480));
        assertThat(read()).isEqualTo(recorded(0, 480));
        assertThat(device.copies).containsExactly(new HandDevice.Copy(0, 960));
    }

    @Test
    @DisplayName("when it is told to stop, all that was recorded up to then is delivered, and that is the cut")
    void deliversTheRest() throws AudioException {
        start();
        pass(10);
        now += 7 * MILLI;
        device.advance(7 * 48);
        pin.stopFeeding(now);
        assertThat(pin.isRunning()).isFalse();
        assertThat(read()).isEqualTo(recorded(0, 17 * 48));
        assertThat(pin.nextFrame()).isEqualTo(17 * 48);
        assertThat(pin.resumeFrame()).isEqualTo(17 * 48);
        assertThat(pin.drained()).isTrue();
        assertThat(pin.quiet()).isTrue();
        assertThat(pin.settledAt(now)).isEqualTo(now);
        assertThat(pin.nanosSinceEnd()).isZero();
    }

    @Test
    @DisplayName("what there is no room for when it stops is skipped, and counts")
    void skipsTheRest() throws AudioException {
        start();
        for (var i = 0; i < 21; i++) {
            pass(10);
        }
        pin.halt(now);
        assertThat(read()).isEqualTo(recorded(0, CLIENT));
        assertThat(pin.nextFrame()).isEqualTo(210 * 48);
    }

    @Test
    @Tag("B09")
    @DisplayName("B09 before it records its ring is silence")
    void beginsSilent() throws AudioException {
        pin.prepare(() -> now);
        assertThat(device.ring).containsOnly((byte) 0x80);
    }
}
