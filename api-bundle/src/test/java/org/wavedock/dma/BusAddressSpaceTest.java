// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.wavedock.dma.BusAddressSpace.PAGE_SIZE;
import static org.wavedock.dma.IDmaChannel.UNCONSTRAINED;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

class BusAddressSpaceTest {
    private static final long FIRST = 0x1_0000;

    private final BusAddressSpace bus = new BusAddressSpace(FIRST, 0xFF_FFFF);

    private static boolean honours(CommonBuffer buffer, long constraint) {
        var first = buffer.physicalAddress();
        return ((first ^ (first + buffer.length() - 1)) & ~constraint) == 0;
    }

    private static void assertRefused(Reason reason, BusAddressSpace bus, int length, long constraint) {
        assertThatExceptionOfType(AudioException.class)
                .isThrownBy(() -> bus.allocateCommonBuffer(length, constraint))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    @Test
    @DisplayName("A20 a 64 KiB buffer stays where it is if that does not cross a 64 KiB boundary")
    @Tag("A20")
    void anAddressThatHonoursTheConstraintIsTaken() throws AudioException {
        assertThat(bus.allocateCommonBuffer(0x1_0000, 0xFFFF).physicalAddress()).isEqualTo(0x1_0000);
    }

    @Test
    @DisplayName("A20 a 64 KiB buffer moves up if it would cross a 64 KiB boundary")
    @Tag("A20")
    void anAddressThatViolatesTheConstraintIsPassedOver() throws AudioException {
        var odd = new BusAddressSpace(0x1_8000, 0xFF_FFFF);

        assertThat(odd.allocateCommonBuffer(0x1_0000, 0xFFFF).physicalAddress()).isEqualTo(0x2_0000);
    }

    @ParameterizedTest
    @CsvSource({"65537, 0xFFFF", "2, 0", "4097, 0xFFF", "2, 0xFFFF0000", "2147483647, 0xFFFF"})
    @DisplayName("A20 a constraint too narrow for the length is refused, never relaxed")
    @Tag("A20")
    void aConstraintTooNarrowIsRefused(int length, long constraint) {
        assertRefused(Reason.INVALID_PARAMETER, bus, length, constraint);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 0xFFF, 0xFFFF, 0xFFFF_0000L, Long.MAX_VALUE, Long.MIN_VALUE, UNCONSTRAINED})
    @DisplayName("A20 a single byte honours every constraint")
    @Tag("A20")
    void oneByteFitsAnyConstraint(long constraint) throws AudioException {
        assertThat(honours(bus.allocateCommonBuffer(1, constraint), constraint)).isTrue();
    }

    @Test
    @DisplayName("A21 without a constraint a buffer may cross any boundary")
    @Tag("A21")
    void noConstraintImposesNothing() throws AudioException {
        var odd = new BusAddressSpace(0x1_8000, 0xFF_FFFF);

        assertThat(odd.allocateCommonBuffer(0x1_0000, UNCONSTRAINED).physicalAddress())
                .isEqualTo(0x1_8000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    @DisplayName("C01 a length that is not positive is an invalid parameter")
    @Tag("C01")
    void aLengthThatIsNotPositiveIsRefused(int length) {
        assertRefused(Reason.INVALID_PARAMETER, bus, length, UNCONSTRAINED);
    }

    @Test
    @DisplayName("C01 no room on the bus is insufficient resources")
    @Tag("C01")
    void aFullBusIsOutOfResources() throws AudioException {
        var small = new BusAddressSpace(FIRST, FIRST + 2 * PAGE_SIZE - 1);
        assertRefused(Reason.INSUFFICIENT_RESOURCES, small, 2 * PAGE_SIZE + 1, UNCONSTRAINED);
        small.allocateCommonBuffer(PAGE_SIZE + 1, UNCONSTRAINED);

        assertRefused(Reason.INSUFFICIENT_RESOURCES, small, 1, UNCONSTRAINED);
    }

    @Test
    void theLastAddressCanBeUsed() throws AudioException {
        var small = new BusAddressSpace(FIRST, FIRST + 2 * PAGE_SIZE - 1);

        assertThat(small.allocateCommonBuffer(2 * PAGE_SIZE, UNCONSTRAINED).length())
                .isEqualTo(2 * PAGE_SIZE);
    }

    @Test
    void theHighestBusDoesNotOverflow() throws AudioException {
        var last = (1L << 62) - 1;
        var high = new BusAddressSpace(last - PAGE_SIZE + 1, last);
        assertRefused(Reason.INSUFFICIENT_RESOURCES, high, PAGE_SIZE + 1, UNCONSTRAINED);
        assertRefused(Reason.INSUFFICIENT_RESOURCES, high, Integer.MAX_VALUE, Long.MAX_VALUE >>> 2);
        high.allocateCommonBuffer(PAGE_SIZE, UNCONSTRAINED);

        assertRefused(Reason.INSUFFICIENT_RESOURCES, high, 1, UNCONSTRAINED);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 65535",
        "-4096, 65535",
        "4095, 65535",
        "4097, 65535",
        "8192, 8191",
        "4096, 0x4000000000000000",
        "4096, 0x7FFFFFFFFFFFFFFF"
    })
    void anImpossibleBusIsRefused(long first, long last) {
        assertThatIllegalArgumentException().isThrownBy(() -> new BusAddressSpace(first, last));
    }

    @Test
    void aBufferIsDirectZeroedAndLittleEndian() throws AudioException {
        var memory = bus.allocateCommonBuffer(5_000, UNCONSTRAINED).systemAddress();

        assertThat(memory.isDirect()).isTrue();
        assertThat(memory.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(memory.position()).isZero();
        assertThat(memory.limit()).isEqualTo(5_000);
        assertThat(memory.mismatch(java.nio.ByteBuffer.allocate(5_000))).isEqualTo(-1);
    }

    @Test
    @DisplayName("A22 every bus address of a buffer resolves to the byte at the same offset")
    @Tag("A22")
    void addressesResolveToTheirBytes() throws AudioException {
        var buffer = bus.allocateCommonBuffer(300, UNCONSTRAINED);
        for (var i = 0; i < 300; i++) {
            buffer.systemAddress().put(i, (byte) i);
        }

        for (var i = 0; i < 300; i++) {
            assertThat(bus.resolve(buffer.physicalAddress() + i, 1).get(0)).isEqualTo((byte) i);
        }
        bus.resolve(buffer.physicalAddress() + 8, 4).putInt(0, 0x0403_0201);
        assertThat(buffer.systemAddress().get(8)).isEqualTo((byte) 1);
        assertThat(bus.resolve(buffer.physicalAddress(), 300).limit()).isEqualTo(300);
    }

    @Test
    void whatDoesNotLieInOneBufferDoesNotResolve() throws AudioException {
        var buffer = bus.allocateCommonBuffer(PAGE_SIZE, UNCONSTRAINED);
        bus.allocateCommonBuffer(PAGE_SIZE, UNCONSTRAINED);
        var first = buffer.physicalAddress();

        assertThat(bus.resolve(first + PAGE_SIZE - 1, 1).limit()).isEqualTo(1);
        assertUnresolved(first - 1, 1);
        assertUnresolved(first, PAGE_SIZE + 1);
        assertUnresolved(first + PAGE_SIZE - 1, 2);
        assertUnresolved(first + 10 * PAGE_SIZE, 1);
        assertUnresolved(first, -1);
        assertUnresolved(first, Integer.MAX_VALUE);
        assertUnresolved(Long.MAX_VALUE, 1);
        assertUnresolved(Long.MAX_VALUE, Integer.MAX_VALUE);
        assertUnresolved(-1, 1);
    }

    private void assertUnresolved(long address, int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> bus.resolve(address, length));
    }

    @Test
    void aFreedBufferIsGoneAndItsAddressIsUsedAgain() throws AudioException {
        bus.allocateCommonBuffer(PAGE_SIZE, UNCONSTRAINED);
        var middle = bus.allocateCommonBuffer(3 * PAGE_SIZE, UNCONSTRAINED);
        bus.allocateCommonBuffer(PAGE_SIZE, UNCONSTRAINED);
        middle.systemAddress().put(0, (byte) 7);

        bus.freeCommonBuffer(middle);

        assertUnresolved(middle.physicalAddress(), 1);
        assertThat(middle.systemAddress().get(0))
                .as("a view still held is harmless")
                .isEqualTo((byte) 7);
        var again = bus.allocateCommonBuffer(3 * PAGE_SIZE, UNCONSTRAINED);
        assertThat(again.physicalAddress()).isEqualTo(middle.physicalAddress());
        assertThat(again.systemAddress().get(0)).as("new buffers are zeroed").isZero();
    }

    @Test
    void whatIsNotAllocatedCannotBeFreed() throws AudioException {
        var buffer = bus.allocateCommonBuffer(100, UNCONSTRAINED);
        var part = new CommonBuffer(buffer.systemAddress(), buffer.physicalAddress(), 50);
        var foreign = new BusAddressSpace().allocateCommonBuffer(100, UNCONSTRAINED);

        assertThatIllegalArgumentException().isThrownBy(() -> bus.freeCommonBuffer(part));
        assertThatIllegalArgumentException().isThrownBy(() -> bus.freeCommonBuffer(foreign));
        assertThat(bus.resolve(buffer.physicalAddress(), 100).limit()).isEqualTo(100);
    }

    @Test
    void aSecondFreeDoesNotTakeANewBufferAtTheSameAddress() throws AudioException {
        var old = bus.allocateCommonBuffer(100, UNCONSTRAINED);
        bus.freeCommonBuffer(old);
        var current = bus.allocateCommonBuffer(100, UNCONSTRAINED);
        assertThat(current.physicalAddress()).isEqualTo(old.physicalAddress());

        assertThatIllegalArgumentException().isThrownBy(() -> bus.freeCommonBuffer(old));
        assertThat(bus.resolve(current.physicalAddress(), 100).limit()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void buffersNeverOverlapAndHonourTheirConstraints(long seed) throws AudioException {
        var random = new Random(seed);
        var live = new ArrayList<CommonBuffer>();
        for (var i = 0; i < 400; i++) {
            if (!live.isEmpty() && random.nextInt(3) == 0) {
                bus.freeCommonBuffer(live.remove(random.nextInt(live.size())));
            } else {
                var length = 1 + random.nextInt(40_000);
                var constraint = random.nextBoolean() ? UNCONSTRAINED : 0xFFFF;
                try {
                    var buffer = bus.allocateCommonBuffer(length, constraint);
                    assertThat(honours(buffer, constraint)).isTrue();
                    live.add(buffer);
                } catch (AudioException e) {
                    assertThat(e.reason()).isEqualTo(Reason.INSUFFICIENT_RESOURCES);
                }
            }
        }
        assertThat(live).isNotEmpty();
        assertDisjoint(live);
    }

    private static void assertDisjoint(List<CommonBuffer> live) {
        live.sort((a, b) -> Long.compare(a.physicalAddress(), b.physicalAddress()));
        var end = FIRST;
        for (var buffer : live) {
            assertThat(buffer.physicalAddress()).isGreaterThanOrEqualTo(end);
            assertThat(buffer.physicalAddress() % PAGE_SIZE).isZero();
            end = buffer.physicalAddress() + buffer.length();
        }
        assertThat(end - 1).isLessThanOrEqualTo(0xFF_FFFF);
    }

    @Test
    @DisplayName("a buffer takes the pages that it needs and not one more")
    void takesNoPageTooMany() throws AudioException {
        var small = bus.allocateCommonBuffer(PAGE_SIZE - 1, UNCONSTRAINED);
        var next = bus.allocateCommonBuffer(PAGE_SIZE, UNCONSTRAINED);

        assertThat(next.physicalAddress()).isEqualTo(FIRST + PAGE_SIZE);
        bus.freeCommonBuffer(small);
        bus.allocateCommonBuffer(PAGE_SIZE, UNCONSTRAINED);
        assertThat(bus.find(FIRST + PAGE_SIZE).physicalAddress()).isEqualTo(FIRST + PAGE_SIZE);
    }

    @Test
    @DisplayName("there is nothing at the first address beyond all that was ever given out")
    void nothingIsBeyondTheLastTable() throws AudioException {
        bus.allocateCommonBuffer(1, UNCONSTRAINED);

        assertThat(bus.find(FIRST + 1024L * PAGE_SIZE)).isNull();
    }

    @Test
    @DisplayName("it is empty until something is taken, and when that is given back")
    void knowsWhetherItIsEmpty() throws AudioException {
        assertThat(bus.isEmpty()).isTrue();
        var buffer = bus.allocateCommonBuffer(1, UNCONSTRAINED);
        assertThat(bus.isEmpty()).isFalse();
        bus.freeCommonBuffer(buffer);
        assertThat(bus.isEmpty()).isTrue();
    }

    @Test
    @DisplayName("a view of no bytes at all is one")
    void resolvesNothing() throws AudioException {
        var buffer = bus.allocateCommonBuffer(16, UNCONSTRAINED);

        assertThat(bus.resolve(buffer.physicalAddress(), 0).remaining()).isZero();
    }

    @Test
    @DisplayName("a bus may have one address")
    void mayHaveOneAddress() throws AudioException {
        assertThat(new BusAddressSpace(FIRST, FIRST)
                        .allocateCommonBuffer(1, UNCONSTRAINED)
                        .physicalAddress())
                .isEqualTo(FIRST);
    }

    @Test
    @DisplayName("a buffer of no bytes is refused for its length, not for its constraint")
    void saysThatALengthIsWrong() {
        assertThatExceptionOfType(AudioException.class)
                .isThrownBy(() -> bus.allocateCommonBuffer(0, 0xFFFF))
                .withMessageContaining("buffer of 0 bytes");
    }
}
