// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

class PortclsValuesTest {
    @Test
    @DisplayName("A80 a mapping may be one byte long and start anywhere")
    void aMappingHoldsWhatItWasGiven() {
        var packet = ByteBuffer.allocate(100);
        var mapping = new Mapping();

        mapping.set(-1, packet, 99, 1, true);

        assertThat(mapping.physicalAddress()).isEqualTo(-1);
        assertThat(mapping.virtualAddress()).isSameAs(packet);
        assertThat(mapping.virtualOffset()).isEqualTo(99);
        assertThat(mapping.byteCount()).isEqualTo(1);
        assertThat(mapping.last()).isTrue();
        mapping.clear();
        assertThat(mapping).usingRecursiveComparison().isEqualTo(new Mapping());
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 0", "0, -1", "0, 101", "100, 1", "1, 2147483647", "2147483647, 1"})
    void aMappingOutsideItsPacketIsRefusedAndChangesNothing(int offset, int byteCount) {
        var packet = ByteBuffer.allocate(100);
        var mapping = new Mapping();
        mapping.set(4096, packet, 10, 20, false);

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> mapping.set(0, packet, offset, byteCount, true));
        assertThat(mapping.physicalAddress()).isEqualTo(4096);
        assertThat(mapping.virtualOffset()).isEqualTo(10);
        assertThat(mapping.byteCount()).isEqualTo(20);
        assertThat(mapping.last()).isFalse();
    }

    @Test
    @DisplayName("A08 a WavePci port offers no slave channel")
    void wavePciOffersNoSlaveChannel() {
        assertThat(Stream.of(IPortWavePci.class.getMethods()).map(Method::getName))
                .contains("newMasterDmaChannel")
                .doesNotContain("newSlaveDmaChannel");
    }

    @Test
    void aDescriptionKeepsItsPins() {
        var ranges = new ArrayList<>(List.of(new DataRange(44_100, 48_000, 1, 2, Set.of(Encoding.S16))));
        var pins = new ArrayList<>(List.of(new PinDescriptor(Direction.RENDER, PinDescriptor.UNLIMITED, ranges)));
        var filter = new FilterDescriptor(pins);
        ranges.clear();
        pins.clear();

        assertThat(filter.pins()).hasSize(1);
        assertThat(filter.pins().get(0).dataRanges()).hasSize(1);
    }

    @Test
    void pinsAreChecked() {
        assertThat(new PinDescriptor(Direction.CAPTURE, 0, List.of()).maxInstances())
                .isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new PinDescriptor(Direction.CAPTURE, -1, List.of()));
        assertThatNullPointerException().isThrownBy(() -> new PinDescriptor(null, 1, List.of()));
        assertThatNullPointerException().isThrownBy(() -> new PinDescriptor(Direction.CAPTURE, 1, null));
    }

    @Test
    @DisplayName("A67 a stream needs its channel but, for WavePci, no group")
    void aNewStreamNeedsStreamAndChannel() {
        try (var channel = new CommonBufferDmaChannel(new BusAddressSpace(), 4096)) {
            assertThat(new NewStream<>("stream", channel, null).serviceGroup()).isNull();
            assertThatNullPointerException().isThrownBy(() -> new NewStream<>(null, channel, null));
            assertThatNullPointerException().isThrownBy(() -> new NewStream<>("stream", null, null));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1920, 4", "8, 0, 4", "8, 1920, 0", "8, 1920, 3", "8, 1920, -2147483648"})
    void impossibleFramingIsRefused(int frames, int frameSize, int alignment) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AllocatorFraming(frames, frameSize, alignment));
    }

    @Test
    void framingOfOneByteIsPossible() {
        assertThat(new AllocatorFraming(1, 1, 1)).isEqualTo(new AllocatorFraming(1, 1, 1));
    }

    @Test
    @DisplayName("A48 any interval is tolerated, A49 the frame size must be usable")
    void notificationFreqChecksTheFrameSizeOnly() {
        assertThat(new NotificationFreq(0, 440).frameSize()).isEqualTo(440);
        assertThatIllegalArgumentException().isThrownBy(() -> new NotificationFreq(10, 0));
    }

    @Test
    void positionsAndRangesAreNotNegative() {
        assertThat(new AudioPosition(Long.MAX_VALUE, 0).playOffset()).isEqualTo(Long.MAX_VALUE);
        assertThatIllegalArgumentException().isThrownBy(() -> new AudioPosition(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new AudioPosition(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new MemoryResource(0xF000_0000L, 0));
    }

    @Test
    void aDmaResourceIsComplete() {
        var format = new WaveFormat(48_000, 2, Encoding.S16);

        assertThatNullPointerException().isThrownBy(() -> new DmaResource(null, Direction.RENDER, format));
    }

    @Test
    void theSmallestValuesAreTaken() {
        assertThat(new AudioPosition(0, 0).writeOffset()).isZero();
        assertThat(new MemoryResource(0, 1).length()).isEqualTo(1);
        assertThat(new NotificationFreq(0, 1).frameSize()).isEqualTo(1);
        var mapping = new Mapping();
        mapping.set(0, ByteBuffer.allocate(1), 0, 1, false);
        assertThat(mapping.byteCount()).isEqualTo(1);
        assertThat(new DataRange(8_000, 384_000, 1, 32, Set.of(Encoding.S16)).maxChannels())
                .isEqualTo(32);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 100", "99, 1", "40, 60"})
    void aPacketIsAPieceOfItsBuffer(int offset, int length) {
        var buffer = ByteBuffer.allocate(100);
        StreamPacket.Completion completion = (packet, reason, bytes) -> {};
        var packet = new StreamPacket(buffer, offset, length, completion);

        assertThat(packet.buffer()).isSameAs(buffer);
        assertThat(packet.offset()).isEqualTo(offset);
        assertThat(packet.length()).isEqualTo(length);
        assertThat(packet.completion()).isSameAs(completion);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 0", "0, -1", "0, 101", "100, 1", "41, 60", "2147483647, 2147483647"})
    void aPacketOutsideItsBufferIsRefused(int offset, int length) {
        var buffer = ByteBuffer.allocate(100);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> new StreamPacket(buffer, offset, length, (packet, reason, bytes) -> {}))
                .withMessageContaining("packet of " + length + " bytes at " + offset);
    }
}
