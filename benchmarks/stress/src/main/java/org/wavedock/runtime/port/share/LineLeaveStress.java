// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.share;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/** Desks release two of three channels while the pump looks after the third: both are taken out, and the one that stays is not. */
@JCStressTest
@Outcome(id = "1, true", expect = ACCEPTABLE, desc = "the third one stays")
@Outcome(expect = FORBIDDEN, desc = "a leave was forgotten")
@State
public class LineLeaveStress {
    private static final WaveFormat FORMAT = new WaveFormat(8_000, 1, Encoding.S16);
    private static final int RING = 64;
    private static final TimeSource STANDING = new TimeSource() {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void sleep(long nanos) {
            // Time stands.
        }
    };
    /** Channels are started on another thread than the one that releases them. */
    private static final Executor STARTS = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "starts");
        thread.setDaemon(true);
        return thread;
    });

    private final TapLine line = line();
    private final Tap first = open();
    private final Tap second = open();
    private final Tap stays = open();

    /** Three that run. */
    public LineLeaveStress() {
        CompletableFuture.runAsync(this::start, STARTS).join();
    }

    private static TapLine line() {
        var device = new SharedDevice(null, new DeviceDescription("stress", "it stands"), STANDING);
        var channel = new Standing(RING);
        return new TapLine(new SharedLine.Owner(device, Direction.CAPTURE, FORMAT, false), channel, channel);
    }

    private Tap open() {
        try {
            var channel = line.newChannel();
            channel.allocateBuffer(RING, IDmaChannel.UNCONSTRAINED);
            return channel;
        } catch (AudioException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start() {
        try {
            first.start(RING, false);
            second.start(RING, false);
            stays.start(RING, false);
        } catch (AudioException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A desk. */
    @Actor
    public void desk() {
        first.release();
        second.release();
    }

    /** The pump. */
    @Actor
    public void pump() {
        stays.transferredBytes();
        stays.transferredBytes();
    }

    /** The pump comes by once more. */
    @Arbiter
    public void outcome(IZ_Result result) {
        stays.transferredBytes();
        result.r1 = line.running.size();
        result.r2 = line.running.contains(stays);
    }
}
