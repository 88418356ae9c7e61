// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.wavedock.dma.IDmaChannel.UNCONSTRAINED;

import java.nio.ByteBuffer;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Reason;

/** What is left of a channel whose device, or whose last reference, has gone. */
class RemovedDmaChannelTest {
    private static final class Unplugged extends CommonBufferDmaChannel {
        Unplugged(DmaAdapter adapter) {
            super(adapter, 4096);
        }

        void unplug() {
            remove("card 7 is gone");
        }

        int deviceReads(int offset) {
            return memory().get(offset);
        }
    }

    private final BusAddressSpace bus = new BusAddressSpace();
    private final Unplugged channel = new Unplugged(bus);

    @BeforeEach
    void allocate() throws AudioException {
        channel.allocateBuffer(1000, UNCONSTRAINED);
    }

    private void assertEveryMethodThrows(String message) {
        var bytes = ByteBuffer.allocate(1);
        List<ThrowingCallable> methods = List.of(
                channel::transferCount,
                channel::maximumBufferSize,
                channel::allocatedBufferSize,
                channel::bufferSize,
                () -> channel.setBufferSize(1),
                channel::systemAddress,
                channel::physicalAddress,
                channel::getAdapterObject,
                () -> channel.copyTo(0, bytes, 0, 1),
                () -> channel.copyFrom(bytes, 0, 0, 1));
        assertThat(methods)
                .allSatisfy(method -> assertThatExceptionOfType(DeviceRemovedException.class)
                        .isThrownBy(method)
                        .withMessage(message));
        assertThatExceptionOfType(AudioException.class)
                .isThrownBy(() -> channel.allocateBuffer(10, UNCONSTRAINED))
                .withMessage(message)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.DEVICE_REMOVED));
    }

    @Test
    @DisplayName("C04 after the backend left every method says so and none crashes")
    @Tag("C04")
    void everyMethodSaysThatTheDeviceIsGone() {
        channel.unplug();

        assertEveryMethodThrows("card 7 is gone");
    }

    @Test
    @DisplayName("C04 a view still held stays readable")
    @Tag("C04")
    void aViewStillHeldIsHarmless() {
        var view = channel.systemAddress();
        view.put(5, (byte) 5);

        channel.unplug();
        channel.freeBuffer();

        assertThat(view.get(5)).isEqualTo((byte) 5);
    }

    @Test
    @DisplayName("C04 references are counted on, and the last one frees the buffer")
    @Tag("C04")
    void theBufferIsFreedAfterTheDeviceHasGone() {
        var address = channel.physicalAddress();
        channel.unplug();

        assertThat(channel.addRef()).isEqualTo(2);
        assertThat(channel.queryInterface(IDmaChannel.class)).containsSame(channel);
        assertThat(channel.release()).isEqualTo(1);
        assertThat(bus.resolve(address, 1000).limit()).isEqualTo(1000);
        channel.close();
        assertThatIllegalArgumentException().isThrownBy(() -> bus.resolve(address, 1));
        assertEveryMethodThrows("card 7 is gone");
    }

    @Test
    @DisplayName("C04 use after the last release is answered like a device that is gone")
    @Tag("C04")
    void aReleasedChannelIsGone() {
        channel.close();
        channel.freeBuffer();

        assertEveryMethodThrows("the channel has been released");
        assertThatIllegalStateException().isThrownBy(channel::addRef);
    }

    @Test
    void theDeviceSeesWhatWasCopied() {
        channel.copyTo(9, ByteBuffer.wrap(new byte[] {42}), 0, 1);
        assertThat(channel.deviceReads(9)).isEqualTo(42);

        channel.freeBuffer();

        assertThatIllegalStateException().isThrownBy(() -> channel.deviceReads(9));
    }
}
