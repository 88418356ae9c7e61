// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.dma.BusAddressSpace.Paging;
import org.wavedock.dma.ScatterGatherList.Element;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** Clients' memory on the simulated bus, and the lists that say where it is. */
class ScatterGatherListTest {
    private static final long FIRST = 0x1_0000;

    private final BusAddressSpace scattered = new BusAddressSpace(FIRST, 0xFF_FFFF, new Paging(64, 2));

    private static ByteBuffer memory(int size) {
        var memory = ByteBuffer.allocateDirect(size);
        for (var at = 0; at < size; at++) {
            memory.put(at, (byte) (at * 7 + 1));
        }
        return memory;
    }

    private static List<Integer> lengths(ScatterGatherList list) {
        return list.elements().stream().map(Element::length).toList();
    }

    @Test
    void memoryIsCutIntoRunsOfPagesThatAreNotNeighbours() throws AudioException {
        var memory = memory(300);
        var list = scattered.getScatterGatherList(memory.position(100).limit(150));

        assertThat(list.memory()).isSameAs(memory);
        assertThat(list.pageSize()).isEqualTo(64);
        assertThat(lengths(list)).containsExactly(128, 128, 44);
        var offset = 0;
        var end = 0L;
        for (var element : list.elements()) {
            assertThat(element.physicalAddress() % 64).isZero();
            assertThat(element.physicalAddress()).isGreaterThan(end);
            end = element.physicalAddress() + element.length();
            assertThat(scattered.resolve(element.physicalAddress(), element.length()))
                    .isEqualTo(memory.duplicate().clear().slice(offset, element.length()));
            var outside = end;
            assertThat(scattered.find(outside)).isNull();
            assertThat(scattered.find(element.physicalAddress() - 1)).isNull();
            offset += element.length();
        }
    }

    @Test
    void memoryIsSharedNotCopied() throws AudioException {
        var memory = memory(64);
        var address = scattered.getScatterGatherList(memory).elements().get(0).physicalAddress();
        memory.put(5, (byte) 99);
        assertThat(scattered.resolve(address + 5, 1).get(0)).isEqualTo((byte) 99);
        scattered.resolve(address, 64).put(6, (byte) 98);
        assertThat(memory.get(6)).isEqualTo((byte) 98);
    }

    @Test
    void aContiguousBusMapsInOneRun() throws AudioException {
        var bus = new BusAddressSpace();
        var memory = memory(10_000);
        assertThat(lengths(bus.getScatterGatherList(memory))).containsExactly(10_000);
        assertThat(lengths(bus.getScatterGatherList(memory(1)))).containsExactly(1);
        assertThat(bus.getScatterGatherList(ByteBuffer.allocate(0)).elements()).isEmpty();
    }

    @Test
    void whatIsPutBackIsGoneAndItsAddressesAreUsedAgain() throws AudioException {
        var list = scattered.getScatterGatherList(memory(300));
        var other = scattered.getScatterGatherList(memory(300));
        scattered.putScatterGatherList(list);

        for (var element : list.elements()) {
            assertThat(scattered.find(element.physicalAddress())).isNull();
        }
        for (var element : other.elements()) {
            assertThat(scattered
                            .resolve(element.physicalAddress(), element.length())
                            .capacity())
                    .isEqualTo(element.length());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scattered.putScatterGatherList(list))
                .withMessageContaining("3 elements, expected one that is mapped");
        assertThat(scattered.getScatterGatherList(memory(300)).elements()).isEqualTo(list.elements());
    }

    @Test
    void aBusThatIsTooSmallKeepsNothingOfTheAttempt() throws AudioException {
        var small = new BusAddressSpace(FIRST, FIRST + 6 * 64 - 1, new Paging(64, 1));
        assertThatExceptionOfType(AudioException.class)
                .isThrownBy(() -> small.getScatterGatherList(memory(4 * 64)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INSUFFICIENT_RESOURCES));
        assertThat(small.allocateCommonBuffer(6 * 64, IDmaChannel.UNCONSTRAINED).physicalAddress())
                .isEqualTo(FIRST);
        var buffer = new BusAddressSpace(FIRST, FIRST + 6 * 64 - 1, new Paging(64, 1));
        assertThat(lengths(buffer.getScatterGatherList(memory(3 * 64)))).containsExactly(64, 64, 64);
    }

    @ParameterizedTest
    @CsvSource({"16, 1", "1048576, 1", "4096, 2147483647"})
    void theLimitsOfPagingAreTaken(int pageSize, int run) {
        assertThat(new Paging(pageSize, run).pageSize()).isEqualTo(pageSize);
    }

    @ParameterizedTest
    @CsvSource({"8, 1", "2097152, 1", "0, 1", "-16, 1", "48, 1", "64, 0", "64, -1"})
    void impossiblePagingIsRefused(int pageSize, int run) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Paging(pageSize, run))
                .withMessageContaining("pages of " + pageSize + " bytes in runs of " + run);
    }

    @Test
    void aListAddsUpToItsMemory() {
        var memory = ByteBuffer.allocate(10);
        var elements = new ArrayList<>(List.of(new Element(0x100, 4), new Element(0x200, 6)));
        var list = new ScatterGatherList(memory, elements, 1);
        elements.clear();
        assertThat(list.elements()).hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScatterGatherList(memory, List.of(new Element(0, 9)), 4))
                .withMessage("elements of 9 bytes together, expected 10 as the memory has");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3, 100, Integer.MIN_VALUE + 1})
    void aPageIsAPowerOfTwo(int pageSize) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScatterGatherList(ByteBuffer.allocate(0), List.of(), pageSize))
                .withMessageContaining("page of " + pageSize + " bytes");
    }

    @Test
    void anElementHasAtLeastOneByte() {
        assertThat(new Element(-1, 1).length()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Element(0, 0));
    }

    @Test
    void unmappedMemoryIsAddressedByIndex() {
        var list = ScatterGatherList.unmapped(ByteBuffer.allocate(10));
        assertThat(list.elements()).containsExactly(new Element(0, 10));
        assertThat(list.pageSize()).isEqualTo(BusAddressSpace.PAGE_SIZE);
        assertThat(ScatterGatherList.unmapped(ByteBuffer.allocate(0)).elements())
                .isEmpty();
    }

    @Test
    void anAdapterThatCannotChooseRefusesWhatIsTooHighAndFreesIt() throws AudioException {
        var freed = new ArrayList<CommonBuffer>();
        DmaAdapter simple = new DmaAdapter() {
            @Override
            public CommonBuffer allocateCommonBuffer(int length, long physicalAddressConstraint) {
                return new CommonBuffer(ByteBuffer.allocate(length), 0x1000, length);
            }

            @Override
            public void freeCommonBuffer(CommonBuffer buffer) {
                freed.add(buffer);
            }
        };

        assertThat(simple.allocateCommonBuffer(16, -1, 0x100F).length()).isEqualTo(16);
        assertThat(simple.allocateCommonBuffer(16, -1, DmaAdapter.ANY_ADDRESS).length())
                .isEqualTo(16);
        assertThat(freed).isEmpty();
        assertThatExceptionOfType(AudioException.class)
                .isThrownBy(() -> simple.allocateCommonBuffer(16, -1, 0x100E))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INSUFFICIENT_RESOURCES));
        assertThat(freed).hasSize(1);
        assertThatExceptionOfType(AudioException.class)
                .isThrownBy(() -> simple.getScatterGatherList(ByteBuffer.allocate(1)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_SUPPORTED));
        var list = ScatterGatherList.unmapped(ByteBuffer.allocate(1));
        assertThatIllegalArgumentException().isThrownBy(() -> simple.putScatterGatherList(list));
    }

    @Test
    void aPlainControlPausesAndTakesNoCommitments() {
        TransferControl plain = new TransferControl() {
            @Override
            public long transferredBytes() {
                return 0;
            }

            @Override
            public void pause() {}

            @Override
            public void resume() {}

            @Override
            public long originFrame() {
                return 0;
            }
        };
        assertThat(plain.canPause()).isTrue();
        assertThat(plain.takesCommitted()).isFalse();
        assertThat(plain.hasStopped()).isFalse();
        assertThat(plain.substream()).isZero();
        plain.commit(0);
    }
}
