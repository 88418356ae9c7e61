// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.dma.BusAddressSpace.Paging;
import org.wavedock.portcls.IPreFetchOffset;
import org.wavedock.portcls.Mapping;
import org.wavedock.wave.Reason;

@DisplayName("The packets of a WavePci pin")
class PacketQueueTest extends PacketRig {
    @Test
    @Tag("A73")
    @DisplayName("have no mapping when there is none, and leave the holder as it was")
    void finds() {
        var mapping = new Mapping();
        mapping.set(7, memory, 3, 5, true);
        assertThat(queue.getMapping(1, mapping)).isFalse();
        assertThat(mapping.physicalAddress()).isEqualTo(7);
        assertThat(mapping.virtualOffset()).isEqualTo(3);
        assertThat(mapping.byteCount()).isEqualTo(5);
        assertThat(mapping.last()).isTrue();
    }

    @Test
    @Tag("A74")
    @Tag("B18")
    @DisplayName("tell of a mapping once for each time that there was none, when it is there")
    void announcesOnce() {
        var seen = new ArrayList<Boolean>();
        stream.onAvailable = () -> seen.add(queue.getMapping(1, new Mapping()));
        submit(0, 10);
        queue.announce();
        assertThat(stream.available).isZero();

        assertThat(take(0).bytes()).isEqualTo(10);
        assertThat(isEmpty()).isTrue();
        assertThat(isEmpty()).isTrue();
        queue.announce();
        assertThat(stream.available).isZero();
        submit(10, 10);
        submit(20, 10);
        queue.announce();
        queue.announce();
        assertThat(stream.available).isEqualTo(1);
        assertThat(seen).containsExactly(true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, Integer.MAX_VALUE})
    @Tag("A75")
    @Tag("A76")
    @Tag("A79")
    @Tag("A82")
    @DisplayName(
            "come in order without a gap, never across what is apart on the bus, and show there what the client has")
    void coverThePacket(int pagesInARun) {
        use(new Paging(4096, pagesInARun));
        fillMemory();
        for (var length : new int[] {1, 5760, 4096, 40_000}) {
            start(false);
            submit(1728, length);
            submit(100_000, 3);
            var at = 1728;
            var pieces = takeAll();
            for (var piece : pieces.subList(0, pieces.size() - 1)) {
                assertThat(piece.offset()).isEqualTo(at);
                assertThat(bus.resolve(piece.address(), piece.bytes()))
                        .isEqualTo(memory.slice(piece.offset(), piece.bytes()));
                at += piece.bytes();
                assertThat(piece.last()).isEqualTo(at == 1728 + length);
            }
            assertThat(at).isEqualTo(1728 + length);
            assertThat(pieces.get(pieces.size() - 1)).matches(piece -> piece.last() && piece.bytes() == 3);
        }
    }

    @Test
    @Tag("A77")
    @DisplayName("are cut at scattered pages: 5760 bytes at 1728 make 2368 and 3392")
    void cutsAtPages() {
        submit(1728, 5760);
        assertThat(takeAll()).extracting(Piece::bytes).containsExactly(2368, 3392);
    }

    @Test
    @Tag("A78")
    @DisplayName("are cut at scattered pages: 5760 bytes on a page make 4096 and 1664")
    void cutsAlignedPackets() {
        submit(8192, 5760);
        assertThat(takeAll()).extracting(Piece::bytes).containsExactly(4096, 1664);
    }

    @Test
    @DisplayName("are not cut where pages are neighbours on the bus as well")
    void mergesNeighbours() {
        use(new Paging(4096, Integer.MAX_VALUE));
        submit(1728, 5760);
        assertThat(takeAll()).extracting(Piece::bytes).containsExactly(5760);
    }

    @Test
    @Tag("A80")
    @DisplayName("can be a byte long and begin anywhere")
    void takesSingleBytes() {
        submit(4095, 1);
        submit(4095, 2);
        submit(3, 7);
        assertThat(takeAll())
                .extracting(Piece::offset, Piece::bytes)
                .containsExactly(tuple(4095, 1), tuple(4095, 1), tuple(4096, 1), tuple(3, 7));
    }

    @Test
    @Tag("A81")
    @DisplayName("touch 16 pages at most, however contiguous the memory is")
    void areSixteenPagesAtMost() {
        use(new Paging(4096, Integer.MAX_VALUE));
        submit(100, 150_000);
        assertThat(takeAll())
                .extracting(Piece::bytes)
                .containsExactly(16 * 4096 - 100, 16 * 4096, 150_000 - 2 * 16 * 4096 + 100);
    }

    @Test
    @Tag("A83")
    @DisplayName("have any tag, which means nothing to the port")
    void takesAnyTag() {
        var tags = new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0};
        for (var i = 0; i < tags.length; i++) {
            submit(i, 1);
            take(tags[i]);
        }
        for (var tag : tags) {
            assertThat(queue.releaseMapping(tag)).isNull();
        }
        assertThat(done).hasSize(5);
    }

    @Test
    @Tag("A84")
    @DisplayName("are complete with their last mapping, not before")
    void completesWithTheLast() {
        var packet = submit(4000, 200);
        submit(0, 10);
        take(1);
        take(2);
        take(3);
        assertThat(queue.releaseMapping(1)).isNull();
        assertThat(done).isEmpty();
        assertThat(queue.releaseMapping(2)).isNull();
        assertThat(done).containsExactly(new Done(packet, null, 200));
    }

    @Test
    @DisplayName("are not complete while a part has not been taken at all")
    void waitsForTheRest() {
        submit(4000, 200);
        take(1);
        assertThat(queue.releaseMapping(1)).isNull();
        assertThat(done).isEmpty();
    }

    @Test
    @Tag("A85")
    @DisplayName("begin again when they are looped, and end with the stream")
    void loops() {
        var packet = submit(4000, 200, true);
        for (var round = 0; round < 3; round++) {
            assertThat(take(round * 2L))
                    .matches(piece -> piece.offset() == 4000 && piece.bytes() == 96 && !piece.last());
            assertThat(take(round * 2L + 1)).matches(piece -> piece.bytes() == 104 && piece.last());
        }
        for (var tag = 0; tag < 5; tag++) {
            assertThat(queue.releaseMapping(tag)).isNull();
        }
        assertThat(done).isEmpty();
        queue.stop();
        assertThat(done).containsExactly(new Done(packet, null, 2 * 200 + 96));
    }

    @Test
    @Tag("A97")
    @DisplayName("count what was handed out to its last byte, and what was given back")
    void counts() {
        submit(4000, 200);
        assertThat(queue.mappedBytes()).isZero();
        take(1);
        assertThat(queue.mappedBytes()).isEqualTo(96);
        take(2);
        assertThat(queue.mappedBytes()).isEqualTo(200);
        assertThat(queue.releasedBytes()).isZero();
        queue.releaseMapping(1);
        assertThat(queue.releasedBytes()).isEqualTo(96);
    }

    @Test
    @Tag("B17")
    @Tag("C12")
    @DisplayName(
            "are given back in order: nothing out is NOT_FOUND, out of order INVALID_PARAMETER and nothing happens")
    void releasesInOrder() {
        assertThat(queue.releaseMapping(1)).isEqualTo(Reason.NOT_FOUND);
        submit(0, 10);
        submit(10, 10);
        take(1);
        take(2);
        assertThat(queue.releaseMapping(2)).isEqualTo(Reason.INVALID_PARAMETER);
        assertThat(done).isEmpty();
        assertThat(queue.releasedBytes()).isZero();
        assertThat(queue.releaseMapping(1)).isNull();
        assertThat(queue.releaseMapping(2)).isNull();
        assertThat(queue.releaseMapping(2)).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    @Tag("A98")
    @DisplayName("have a prefetch offset when the miniport says so, and not a negative one")
    void takesAPreFetchOffset() {
        assertThat(queue.preFetchOffset()).isNegative();
        var fetch = queue.queryInterface(IPreFetchOffset.class).orElseThrow();
        fetch.setPreFetchOffset(128);
        assertThat(queue.preFetchOffset()).isEqualTo(128);
        assertThatIllegalArgumentException().isThrownBy(() -> fetch.setPreFetchOffset(-1));
        assertThat(queue.preFetchOffset()).isEqualTo(128);
    }

    @Test
    @DisplayName("are refused when there is no room, and taken again when there is")
    void isBounded() {
        for (var i = 0; i < 64; i++) {
            submit(i, 1);
        }
        var more = new Packet(pages, (which, reason, bytes) -> {}).fill(0, 1, false);
        assertThat(queue.submit(more)).isFalse();
        take(1);
        queue.releaseMapping(1);
        assertThat(queue.submit(more)).isTrue();
    }
}
