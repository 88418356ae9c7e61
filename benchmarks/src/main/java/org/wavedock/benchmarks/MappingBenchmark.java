// SPDX-License-Identifier: Apache-2.0
package org.wavedock.benchmarks;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.wavedock.dma.ScatterGatherList;
import org.wavedock.portcls.Mapping;
import org.wavedock.runtime.port.Packet;
import org.wavedock.runtime.port.PacketQueue;
import org.wavedock.runtime.port.PageMap;
import org.wavedock.wave.Reason;

/** A miniport takes a mapping and gives it back: {@code getMapping} and {@code releaseMapping}, in a packet without an end. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MappingBenchmark {
    private static final int PAGE = 4096;
    private static final int PAGES = 64;

    /** Whether all pages are neighbours on the bus, or none. */
    @Param({"true", "false"})
    public boolean contiguous;

    private final PacketQueue queue = new PacketQueue(false, 2);
    private final Mapping mapping = new Mapping();
    private long tag;

    /** Submits a looped packet over all pages, which never ends. */
    @Setup
    public void submit() {
        var elements = new ArrayList<ScatterGatherList.Element>();
        if (contiguous) {
            elements.add(new ScatterGatherList.Element(0, PAGES * PAGE));
        } else {
            for (var page = 0; page < PAGES; page++) {
                elements.add(new ScatterGatherList.Element(2L * page * PAGE, PAGE));
            }
        }
        var memory = ByteBuffer.allocateDirect(PAGES * PAGE);
        var packet = new Packet(new PageMap(new ScatterGatherList(memory, elements, PAGE)), (p, reason, bytes) -> {});
        queue.open();
        if (!queue.submit(packet.fill(0, PAGES * PAGE, true))) {
            throw new IllegalStateException("no room for a packet");
        }
    }

    /** There and back. */
    @Benchmark
    public Reason roundTrip() {
        if (!queue.getMapping(tag, mapping)) {
            throw new IllegalStateException("no mapping " + tag);
        }
        return queue.releaseMapping(tag++);
    }
}
