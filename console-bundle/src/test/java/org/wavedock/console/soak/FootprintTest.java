// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A footprint")
class FootprintTest {
    private static final long GIB = 1L << 30;
    private static final Footprint BEFORE =
            new Footprint(GIB, GIB, 100, 7, 0, 4_000, 30, Map.of("main", 1L), Map.of("runtime AudioStreams", 1L));

    @Test
    @DisplayName("finds what is more than before, of whatever it is")
    void findsExcess() {
        var threads = Map.of("main", 1L, "wavedock-pump-#", 1L);
        var services = Map.of("runtime AudioStreams", 2L);
        assertThat(BEFORE.excess(BEFORE)).isEmpty();
        assertThat(new Footprint(GIB + GIB / 64, GIB + GIB / 16, 101, 9, 0, 5_000, 40, threads, services)
                        .excess(BEFORE))
                .hasSize(7)
                .anyMatch(text -> text.contains("bytes of heap"))
                .anyMatch(text -> text.contains("native"))
                .anyMatch(text -> text.contains("direct"))
                .anyMatch(text -> text.contains("classes"))
                .anyMatch(text -> text.contains("files"))
                .anyMatch(text -> text.contains("wavedock-pump-#=1"))
                .anyMatch(text -> text.contains("AudioStreams=1"));
    }

    @Test
    @DisplayName("allows for what the framework keeps of two more uninstalled bundles, and for no byte more")
    void knowsWhatTheFrameworkKeeps() {
        var most = GIB + (6 << 20) + 2 * (40 << 10);
        assertThat(new Footprint(most, GIB, 100, 9, 0, 4_000, 30, BEFORE.threads(), BEFORE.services()).excess(BEFORE))
                .isEmpty();
        assertThat(new Footprint(most + 1, GIB, 100, 9, 0, 4_000, 30, BEFORE.threads(), BEFORE.services())
                        .excess(BEFORE))
                .hasSize(1);
    }

    @Test
    @DisplayName("finds what no backend may leave behind")
    void findsRemains() {
        var threads = Map.of("wavedock-pump-soak#left", 2L);
        assertThat(BEFORE.remains()).isEmpty();
        assertThat(new Footprint(0, 0, 0, 0, 3, 0, 0, threads, Map.of()).remains())
                .hasSize(2);
    }

    @Test
    @DisplayName("sees native memory that is used, and the heap not")
    void seesNativeMemory() throws IOException {
        var before = NativeMemory.outsideHeap();
        Assumptions.assumeTrue(before >= 0, "this system does not tell");
        var used = ByteBuffer.allocateDirect(64 << 20);
        for (var at = 0; at < used.capacity(); at += 4_096) {
            used.put(at, (byte) 1);
        }
        var heap = new byte[64 << 20];
        heap[heap.length - 1] = 1;
        assertThat(NativeMemory.outsideHeap() - before).isBetween(60L << 20, 80L << 20);
        assertThat(used.get(0) + heap[heap.length - 1]).isEqualTo(2);
    }
}
