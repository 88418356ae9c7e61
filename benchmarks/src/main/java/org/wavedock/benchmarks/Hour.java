// SPDX-License-Identifier: Apache-2.0
package org.wavedock.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.TransferControl;
import org.wavedock.runtime.engine.DeviceOrigin;
import org.wavedock.runtime.engine.Switchboard;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/**
 * An hour of 48 kHz stereo s16 in blocks, into a PCM that takes at once what it is given: through the channel alone, and through
 * the whole platform in virtual time. One thread does it all; what counts is its CPU time.
 */
final class Hour {
    static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);
    static final long FRAMES = 3_600L * FORMAT.sampleRate();
    /** The ring that the platform asks of a device: 250 ms. */
    static final int RING_FRAMES = 12_000;
    /** Played again and again: a second. */
    static final int SOURCE_FRAMES = FORMAT.sampleRate();

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final double NANOS_PER_SECOND = 1e9;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final DmaChannelProvider device;
    private final int blockFrames;
    private final ByteBuffer source = ByteBuffer.allocateDirect(SOURCE_FRAMES * FORMAT.frameBytes());

    Hour(DmaChannelProvider device, int blockFrames) {
        this.device = device;
        this.blockFrames = blockFrames;
        while (source.hasRemaining()) {
            source.put((byte) 1);
        }
        source.clear();
    }

    /** CPU seconds of copying, committing and asking for the position, block by block. */
    double throughChannel() throws AudioException {
        var ringBytes = RING_FRAMES * FORMAT.frameBytes();
        var channel = device.newChannel(Direction.RENDER, FORMAT, ringBytes);
        var control = channel.queryInterface(TransferControl.class).orElseThrow();
        try {
            channel.allocateBuffer(ringBytes, IDmaChannel.UNCONSTRAINED);
            require("ring", channel.bufferSize(), ringBytes);
            control.commit(FORMAT.frameBytes());
            channel.start(ringBytes, true);
            var before = threads.getCurrentThreadCpuTime();
            var end = copy(channel, control, ringBytes);
            var used = threads.getCurrentThreadCpuTime() - before;
            require("position", control.transferredBytes(), end);
            channel.stop();
            return used / NANOS_PER_SECOND;
        } finally {
            channel.release();
        }
    }

    /** Begins after the one frame that the start took. */
    private long copy(IDmaChannel channel, TransferControl control, int ringBytes) {
        var blockBytes = blockFrames * FORMAT.frameBytes();
        var written = control.transferredBytes();
        var end = written + FRAMES * FORMAT.frameBytes();
        var from = 0;
        while (written < end) {
            var count = (int) Math.min(blockBytes, end - written);
            var offset = (int) (written % ringBytes);
            var first = Math.min(count, ringBytes - offset);
            channel.copyTo(offset, source, from, first);
            if (first < count) {
                channel.copyTo(0, source, from + first, count - first);
            }
            written += count;
            control.commit(written);
            if (control.transferredBytes() != written) {
                throw new IllegalStateException("the PCM did not take what was committed");
            }
            from = from + 2 * blockBytes <= source.capacity() ? from + blockBytes : 0;
        }
        return end;
    }

    /** CPU seconds of writing to a stream and draining it; the lead is the block, so that each pass of the pump moves one. */
    double throughPlatform() throws AudioException {
        var board = new Switchboard(new VirtualScheduler());
        board.add(device, new DeviceOrigin(0, "benchmarks", 1));
        var lead = Duration.ofNanos(FORMAT.nanosFor(blockFrames));
        var history = lead.multipliedBy(4).compareTo(StreamRequest.DEFAULT_HISTORY) > 0
                ? lead.multipliedBy(4)
                : StreamRequest.DEFAULT_HISTORY;
        var stream = board.open(StreamRequest.render("hour", FORMAT).buffered(lead, history));
        stream.start();
        var before = threads.getCurrentThreadCpuTime();
        for (var left = FRAMES * FORMAT.frameBytes(); left > 0; left -= source.position()) {
            source.position(0).limit((int) Math.min(left, source.capacity()));
            while (source.hasRemaining()) {
                stream.write(source, TIMEOUT);
            }
        }
        stream.drain(TIMEOUT);
        var used = threads.getCurrentThreadCpuTime() - before;
        source.clear();
        stream.close();
        var account = stream.snapshot();
        board.end();
        require("frames rendered", account.framesRendered(), FRAMES);
        require("frames lost", account.framesLost(), 0);
        require("frames repeated", account.framesRepeated(), 0);
        return used / NANOS_PER_SECOND;
    }

    /** Whoever did something else than was to be measured shall not be measured. */
    private static void require(String what, long found, long expected) {
        if (found != expected) {
            throw new IllegalStateException(what + ": " + found + ", expected " + expected);
        }
    }
}
