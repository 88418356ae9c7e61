// SPDX-License-Identifier: Apache-2.0
package org.wavedock.benchmarks;

import java.nio.ByteBuffer;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.wave.AudioException;

/**
 * A channel's checked copies against the bulk copy of the JDK, between the same two pieces of memory.
 *
 * <p>The way is a parameter so that what is to be compared runs right after one another: on a noisy machine only neighbours
 * can be compared.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CopyBenchmark {
    /** How to copy. */
    public enum Way {
        /** Into the channel. */
        COPY_TO,
        /** Into the same memory without the channel. */
        PLAIN_TO,
        /** Out of the channel. */
        COPY_FROM,
        /** Out of the same memory without the channel. */
        PLAIN_FROM
    }

    /** How much is copied at once. */
    @Param({"64", "1024", "16384", "262144", "1048576"})
    public int bytes;

    /** How. */
    @Param
    public Way way;

    private CommonBufferDmaChannel channel;
    private Runnable copying;

    /** Makes a channel, and a view of its memory for those who go past it. */
    @Setup
    public void allocate() throws AudioException {
        channel = new CommonBufferDmaChannel(new BusAddressSpace(), bytes);
        channel.allocateBuffer(bytes, IDmaChannel.UNCONSTRAINED);
        var ring = channel.systemAddress();
        var client = ByteBuffer.allocateDirect(bytes);
        copying = switch (way) {
            case COPY_TO -> () -> channel.copyTo(0, client, 0, bytes);
            case PLAIN_TO -> () -> ring.put(0, client, 0, bytes);
            case COPY_FROM -> () -> channel.copyFrom(client, 0, 0, bytes);
            case PLAIN_FROM -> () -> client.put(0, ring, 0, bytes);
        };
    }

    /** Gives the memory back. */
    @TearDown
    public void release() {
        channel.release();
    }

    /** One copy; there is but one way in a process, so it is compiled into this. */
    @Benchmark
    public void copy() {
        copying.run();
    }
}
