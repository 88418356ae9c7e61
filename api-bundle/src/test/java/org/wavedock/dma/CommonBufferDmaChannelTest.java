// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.wavedock.dma.IDmaChannel.UNCONSTRAINED;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

class CommonBufferDmaChannelTest {
    private static final int MAXIMUM = 0x2_0000;
    private static final int SIZE = 10_001;

    private final BusAddressSpace bus = new BusAddressSpace(0x1_8000, 0xFF_FFFF);
    private final IDmaChannel channel = new CommonBufferDmaChannel(bus, MAXIMUM);

    private void assertRefused(Reason reason, int size, long constraint) {
        assertThatExceptionOfType(AudioException.class)
                .isThrownBy(() -> channel.allocateBuffer(size, constraint))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private void assertWithoutBuffer() {
        assertThat(channel.maximumBufferSize()).isEqualTo(MAXIMUM);
        assertThat(channel.allocatedBufferSize()).isZero();
        assertThat(channel.bufferSize()).isZero();
        assertThat(channel.physicalAddress()).isZero();
        assertThat(channel.transferCount()).isZero();
        assertThatIllegalStateException().isThrownBy(channel::systemAddress);
        assertThatIllegalStateException().isThrownBy(() -> channel.setBufferSize(0));
        assertThatIllegalStateException().isThrownBy(() -> channel.copyTo(0, ByteBuffer.allocate(1), 0, 1));
        assertThatIllegalStateException().isThrownBy(() -> channel.copyFrom(ByteBuffer.allocate(1), 0, 0, 1));
    }

    @Test
    @DisplayName("A01 a channel answers IDmaChannel, A10 with one reference, A11 with an adapter object")
    @Tag("A01")
    @Tag("A10")
    @Tag("A11")
    void aNewChannelIsAMasterWithAnAdapter() {
        assertThat(channel.queryInterface(IDmaChannel.class)).containsSame(channel);
        assertThat(channel.queryInterface(IDmaChannelSlave.class)).isEmpty();
        assertThat(channel.getAdapterObject()).containsSame(bus);
        assertThat(channel.release()).isZero();
    }

    @Test
    @DisplayName("A04 the maximum length is the maximum buffer size, and every other size is 0 without a buffer")
    @Tag("A04")
    void aNewChannelHasNoBuffer() {
        assertWithoutBuffer();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aChannelWithoutAMaximumIsRefused(int maximum) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CommonBufferDmaChannel(bus, maximum));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4_095, 4_097, SIZE, MAXIMUM})
    @DisplayName("A12 allocated size is exactly what was asked for, A13 and so is the buffer size")
    @Tag("A12")
    @Tag("A13")
    void sizesAreExactlyWhatWasAskedFor(int size) throws AudioException {
        channel.allocateBuffer(size, UNCONSTRAINED);

        assertThat(channel.allocatedBufferSize()).isEqualTo(size);
        assertThat(channel.bufferSize()).isEqualTo(size);
        assertThat(channel.maximumBufferSize()).isEqualTo(MAXIMUM);
        assertThat(channel.systemAddress().capacity()).isEqualTo(size);
    }

    @Test
    @DisplayName("A12 the rest of the last page is off limits even if the adapter shows it")
    @Tag("A12")
    void theRestOfThePageIsOffLimits() throws AudioException {
        DmaAdapter wholePages = new DmaAdapter() {
            @Override
            public CommonBuffer allocateCommonBuffer(int length, long physicalAddressConstraint) {
                return new CommonBuffer(ByteBuffer.allocate(4096).limit(length), 0x1000, length);
            }

            @Override
            public void freeCommonBuffer(CommonBuffer buffer) {}
        };
        try (var generous = new CommonBufferDmaChannel(wholePages, 4096)) {
            generous.allocateBuffer(100, UNCONSTRAINED);

            assertThat(generous.systemAddress().capacity()).isEqualTo(100);
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> generous.copyTo(100, ByteBuffer.allocate(1), 0, 1));
        }
    }

    @Test
    @DisplayName("A14 SetBufferSize changes the buffer size only, C02 and shrinking can be undone")
    @Tag("A14")
    @Tag("C02")
    void setBufferSizeChangesTheBufferSizeOnly() throws AudioException {
        channel.allocateBuffer(SIZE, UNCONSTRAINED);

        for (var size : new int[] {100, 0, SIZE - 1, SIZE}) {
            channel.setBufferSize(size);
            assertThat(channel.bufferSize()).isEqualTo(size);
            assertThat(channel.allocatedBufferSize()).isEqualTo(SIZE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SIZE + 1, MAXIMUM, Integer.MAX_VALUE, -1})
    @DisplayName("C02 SetBufferSize beyond the allocated size is rejected and the value stays")
    @Tag("C02")
    void setBufferSizeOutOfRangeIsRejected(int size) throws AudioException {
        channel.allocateBuffer(SIZE, UNCONSTRAINED);
        channel.setBufferSize(500);

        assertThatIllegalArgumentException().isThrownBy(() -> channel.setBufferSize(size));
        assertThat(channel.bufferSize()).isEqualTo(500);
    }

    @Test
    @DisplayName("A15 SetBufferSize touches neither address nor contents, A16 both addresses are constant")
    @Tag("A15")
    @Tag("A16")
    void addressesAndContentsDoNotChange() throws AudioException {
        channel.allocateBuffer(SIZE, UNCONSTRAINED);
        var address = channel.physicalAddress();
        var view = channel.systemAddress();
        channel.copyTo(0, pattern(SIZE), 0, SIZE);

        channel.setBufferSize(7);

        assertThat(channel.physicalAddress()).isEqualTo(address);
        assertThat(channel.systemAddress()).isEqualTo(view).isEqualTo(pattern(SIZE));
        channel.systemAddress().put(3, (byte) 99);
        assertThat(view.get(3)).as("the same memory").isEqualTo((byte) 99);
    }

    @Test
    void eachViewHasItsOwnPosition() throws AudioException {
        channel.allocateBuffer(SIZE, UNCONSTRAINED);
        channel.systemAddress().position(10).limit(20);

        assertThat(channel.systemAddress().position()).isZero();
        assertThat(channel.systemAddress().limit()).isEqualTo(SIZE);
        assertThat(channel.systemAddress().order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        channel.copyTo(SIZE - 1, pattern(1), 0, 1);
    }

    @Test
    @DisplayName("A17 C01 a second AllocateBuffer is an invalid device state and leaves the first buffer intact")
    @Tag("A17")
    @Tag("C01")
    void aSecondBufferIsRefused() throws AudioException {
        channel.allocateBuffer(SIZE, UNCONSTRAINED);
        channel.copyTo(0, pattern(SIZE), 0, SIZE);
        var address = channel.physicalAddress();

        assertRefused(Reason.INVALID_DEVICE_STATE, 100, UNCONSTRAINED);
        assertThat(channel.physicalAddress()).isEqualTo(address);
        assertThat(channel.allocatedBufferSize()).isEqualTo(SIZE);
        assertThat(channel.systemAddress()).isEqualTo(pattern(SIZE));
    }

    @Test
    @DisplayName("A18 after FreeBuffer the channel can have another buffer, A19 with its own size")
    @Tag("A18")
    @Tag("A19")
    void aFreedBufferCanBeReplaced() throws AudioException {
        channel.allocateBuffer(SIZE, UNCONSTRAINED);
        channel.setBufferSize(10);
        channel.freeBuffer();

        channel.allocateBuffer(5_000, UNCONSTRAINED);

        assertThat(channel.bufferSize()).isEqualTo(5_000);
        assertThat(channel.allocatedBufferSize()).isEqualTo(5_000);
    }

    @Test
    @DisplayName("A20 constraint 0xFFFF keeps the buffer within 64 KiB, A21 none imposes nothing")
    @Tag("A20")
    @Tag("A21")
    void constraintsReachTheAdapter() throws AudioException {
        channel.allocateBuffer(0x1_0000, 0xFFFF);
        assertThat(channel.physicalAddress()).isEqualTo(0x2_0000);
        channel.freeBuffer();

        channel.allocateBuffer(0x1_0000, UNCONSTRAINED);
        assertThat(channel.physicalAddress()).isEqualTo(0x1_8000);
    }

    @Test
    @DisplayName("A20 a constraint that is too narrow is refused, B02 and the channel stays usable")
    @Tag("A20")
    @Tag("B02")
    void aNarrowConstraintIsRefused() throws AudioException {
        assertRefused(Reason.INVALID_PARAMETER, 0x1_0001, 0xFFFF);
        assertWithoutBuffer();

        channel.allocateBuffer(0x1_0000, 0xFFFF);
    }

    @Test
    @DisplayName("A22 the buffer is one physically contiguous block")
    @Tag("A22")
    void theBufferIsContiguous() throws AudioException {
        channel.allocateBuffer(SIZE, UNCONSTRAINED);
        channel.copyTo(0, pattern(SIZE), 0, SIZE);

        assertThat(bus.resolve(channel.physicalAddress(), SIZE)).isEqualTo(channel.systemAddress());
        for (var i = 0; i < SIZE; i += 997) {
            assertThat(bus.resolve(channel.physicalAddress() + i, 1).get(0))
                    .isEqualTo(channel.systemAddress().get(i));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "0, 0, 10001", "10000, 5, 1", "4090, 3, 20", "7, 0, 0", "10001, 0, 0"})
    @DisplayName("A23 CopyTo makes exactly those bytes equal and leaves their neighbours")
    @Tag("A23")
    void copyToCopiesExactly(int destination, int sourceOffset, int byteCount) throws AudioException {
        channel.allocateBuffer(SIZE, UNCONSTRAINED);
        var source = pattern(SIZE).position(17);
        var expected = new byte[SIZE];
        source.get(sourceOffset, expected, destination, byteCount);

        channel.copyTo(destination, source, sourceOffset, byteCount);

        assertThat(channel.systemAddress()).isEqualTo(ByteBuffer.wrap(expected));
        assertThat(source.position()).isEqualTo(17);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "0, 0, 10001", "5, 10000, 1", "3, 4090, 20", "0, 7, 0", "0, 10001, 0"})
    @DisplayName("A24 CopyFrom makes exactly those bytes equal and leaves their neighbours")
    @Tag("A24")
    void copyFromCopiesExactly(int destinationOffset, int source, int byteCount) throws AudioException {
        channel.allocateBuffer(SIZE, UNCONSTRAINED);
        channel.copyTo(0, pattern(SIZE), 0, SIZE);
        var expected = new byte[SIZE];
        pattern(SIZE).get(source, expected, destinationOffset, byteCount);
        var destination = ByteBuffer.allocateDirect(SIZE).position(17);

        channel.copyFrom(destination, destinationOffset, source, byteCount);

        assertThat(destination.position()).isEqualTo(17);
        assertThat(destination.position(0)).isEqualTo(ByteBuffer.wrap(expected));
        assertThat(channel.systemAddress()).isEqualTo(pattern(SIZE));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 1",
        "10001, 0, 1",
        "10000, 0, 2",
        "0, 0, -1",
        "1, 0, 2147483647",
        "2147483647, 0, 2147483647",
        "0, -1, 1",
        "0, 10001, 1",
        "0, 10000, 2",
        "0, 2147483647, 1"
    })
    @DisplayName("C03 copies outside either buffer throw before any byte moves")
    @Tag("C03")
    void copiesOutsideMoveNothing(int inChannel, int inClient, int byteCount) throws AudioException {
        channel.allocateBuffer(SIZE, UNCONSTRAINED);
        var zeros = ByteBuffer.allocate(SIZE);
        var client = pattern(SIZE);

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> channel.copyTo(inChannel, client, inClient, byteCount));
        assertThat(channel.systemAddress()).isEqualTo(zeros);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> channel.copyFrom(client, inClient, inChannel, byteCount));
        assertThat(client).isEqualTo(pattern(SIZE));
    }

    @Test
    @DisplayName("A25 the last release frees the buffer")
    @Tag("A25")
    void theLastReleaseFreesTheBuffer() throws AudioException {
        channel.allocateBuffer(SIZE, UNCONSTRAINED);
        var address = channel.physicalAddress();
        channel.addRef();
        channel.release();
        assertThat(bus.resolve(address, SIZE).limit()).isEqualTo(SIZE);

        channel.release();

        assertThatIllegalArgumentException().isThrownBy(() -> bus.resolve(address, 1));
    }

    @Test
    @DisplayName("B01 FreeBuffer is harmless without a buffer and leaves the channel as new")
    @Tag("B01")
    void freeBufferCanBeRepeated() throws AudioException {
        channel.freeBuffer();
        channel.allocateBuffer(SIZE, UNCONSTRAINED);
        var address = channel.physicalAddress();

        channel.freeBuffer();
        channel.freeBuffer();

        assertWithoutBuffer();
        assertThatIllegalArgumentException().isThrownBy(() -> bus.resolve(address, 1));
    }

    @Test
    void aViewHeldAfterFreeBufferReachesNobodyElsesMemory() throws AudioException {
        channel.allocateBuffer(SIZE, UNCONSTRAINED);
        var view = channel.systemAddress();
        channel.freeBuffer();
        channel.allocateBuffer(SIZE, UNCONSTRAINED);

        view.put(0, (byte) 1);

        assertThat(channel.systemAddress().get(0)).isZero();
    }

    @Test
    @DisplayName("B02 a refused AllocateBuffer leaves the channel usable, and halving until it fits works")
    @Tag("B02")
    void halvingUntilItFitsWorks() throws AudioException {
        var narrow = new CommonBufferDmaChannel(new BusAddressSpace(0x1000, 0x1000 + 20_000 - 1), MAXIMUM);
        var size = MAXIMUM;
        while (narrow.allocatedBufferSize() == 0) {
            try {
                narrow.allocateBuffer(size, UNCONSTRAINED);
            } catch (AudioException e) {
                assertThat(e.reason()).isEqualTo(Reason.INSUFFICIENT_RESOURCES);
                size /= 2;
            }
        }

        assertThat(narrow.allocatedBufferSize()).isEqualTo(16_384);
        narrow.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, MAXIMUM + 1, Integer.MAX_VALUE})
    @DisplayName("C01 size 0 or above the maximum is an invalid parameter")
    @Tag("C01")
    void sizesOutOfRangeAreRefused(int size) {
        assertRefused(Reason.INVALID_PARAMETER, size, UNCONSTRAINED);
        assertWithoutBuffer();
    }

    @Test
    @DisplayName("C01 size 0 is refused by the channel, even if its adapter would give a page for it")
    @Tag("C01")
    void sizeZeroIsRefusedBeforeTheAdapterIsAsked() {
        DmaAdapter generous = new DmaAdapter() {
            @Override
            public CommonBuffer allocateCommonBuffer(int length, long physicalAddressConstraint) {
                return new CommonBuffer(ByteBuffer.allocate(4096), 0x1000, length);
            }

            @Override
            public void freeCommonBuffer(CommonBuffer buffer) {}
        };
        try (var unchecked = new CommonBufferDmaChannel(generous, 4096)) {
            assertThatExceptionOfType(AudioException.class)
                    .isThrownBy(() -> unchecked.allocateBuffer(0, UNCONSTRAINED))
                    .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.INVALID_PARAMETER));
        }
    }

    private static ByteBuffer pattern(int size) {
        var pattern = ByteBuffer.allocate(size);
        for (var i = 0; i < size; i++) {
            pattern.put(i, (byte) (i * 31 + 1));
        }
        return pattern;
    }
}
