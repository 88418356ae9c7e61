// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;

class AllocationTest {
    private static final int RING = 4 * 4800;
    private static final int CALLS = 10_000;

    private final Rig rig = new Rig();
    private final ByteBuffer block = ByteBuffer.allocateDirect(RING);

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        rig.close();
    }

    /** What one thread allocates over many cycles after a warm-up, bytes. */
    private long allocated(IDmaChannelSlave channel, boolean render) throws AudioException {
        var control = Rig.control(channel);
        for (var round = 0; round < 3; round++) {
            cycles(channel, control, render);
        }
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var self = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(self);
        var before = threads.getThreadAllocatedBytes(self);
        cycles(channel, control, render);
        return threads.getThreadAllocatedBytes(self) - before;
    }

    private void cycles(IDmaChannelSlave channel, TransferControl control, boolean render) throws AudioException {
        for (var call = 0; call < CALLS; call++) {
            channel.start(RING, render);
            rig.clock.advance(1_000_003);
            var at = RING - channel.readCounter();
            var count = Math.min(400, RING - at);
            if (render) {
                channel.copyTo(at, block, 0, count);
            } else {
                channel.copyFrom(block, 0, at, count);
            }
            control.pause();
            control.resume();
            rig.clock.advance(100_000);
            control.transferredBytes();
            control.originFrame();
            channel.transferCount();
            channel.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"silence", "counter", "tone:440", "loopback:mouth"})
    @DisplayName("capture allocates nothing on the hot path")
    void shouldNotAllocateInCapture(String source) throws AudioException {
        var card = rig.card("sim", "capture.from=" + source);
        var channel = Rig.channel(card, Direction.CAPTURE, Rig.STEREO, RING);
        assertThat(allocated(channel, false)).isLessThan(1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "100"})
    @DisplayName("render allocates nothing on the hot path, with a FIFO, a listener and another speed too")
    void shouldNotAllocateInRender(String fifo) throws AudioException {
        var ear = rig.card("ear", "capture.from=loopback:sim");
        Rig.channel(ear, Direction.CAPTURE, Rig.STEREO, RING).start(RING, false);
        var card = rig.card("sim", "fifo.frames=" + fifo, "start.frames=10", "speed=1.5");
        assertThat(allocated(Rig.channel(card, Direction.RENDER, Rig.STEREO, RING), true))
                .isLessThan(1024);
    }

    @Test
    @DisplayName("recording allocates nothing on the hot path")
    void shouldNotAllocateWhenRecording() throws AudioException {
        var card = rig.card("sim", "render.to=wav:" + directory.resolve("take.wav"));
        assertThat(allocated(Rig.channel(card, Direction.RENDER, Rig.STEREO, RING), true))
                .isLessThan(1024);
    }
}
