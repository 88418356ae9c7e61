// SPDX-License-Identifier: Apache-2.0
package org.wavedock.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.wavedock.wave.AudioException;

/** One cycle of a device's pump over all of its streams: 10 ms of 48 kHz stereo each. The clients' writes are not in it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:MaxDirectMemorySize=2g"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 3)
public class PumpBenchmark {
    /** How many streams the device carries. */
    @Param({"1", "100", "10000"})
    public int streams;

    /** How they are carried. */
    @Param({"CYCLIC", "COPYING", "BUS_MASTER"})
    public String way;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private FedStreams fed;
    private long allocatedBefore;

    /** What the cycles of an iteration left on the heap, without what the benchmark around them does. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Heap {
        /** All cycles measured. */
        public long cycles;
        /** Those that allocated anything. */
        public long allocatingCycles;
        /** What they allocated. */
        public long allocatedBytes;
    }

    /** Opens the streams. */
    @Setup
    public void open() throws AudioException {
        fed = new FedStreams(streams, FedStreams.Way.valueOf(way));
    }

    /** Checks the account, so that nobody measures a pump that stands. */
    @TearDown
    public void check() {
        fed.check();
    }

    /** The part of the clients. */
    @Setup(Level.Invocation)
    public void write() throws AudioException {
        fed.nextPeriod();
        allocatedBefore = threads.getCurrentThreadAllocatedBytes();
    }

    /** The cycle. */
    @Benchmark
    public long cycle() {
        return fed.cycle();
    }

    /** Counts what the cycle allocated. */
    @TearDown(Level.Invocation)
    public void count(Heap heap) {
        var bytes = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
        heap.cycles++;
        heap.allocatingCycles += bytes > 0 ? 1 : 0;
        heap.allocatedBytes += bytes;
    }
}
