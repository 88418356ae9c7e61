// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.TransferControl;
import org.wavedock.runtime.engine.Nowhere;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

@DisplayName("A shared line")
class SharedLineTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 1, Encoding.S16);
    private static final int RING = 4_096;

    /** A device that does something else before it says whether it has stopped. */
    private static final class Eventful implements TransferControl {
        private final TransferControl device;
        private Runnable event = () -> {};

        Eventful(TransferControl device) {
            this.device = device;
        }

        @Override
        public boolean hasStopped() {
            event.run();
            return false;
        }

        @Override
        public long transferredBytes() {
            return device.transferredBytes();
        }

        @Override
        public long originFrame() {
            return 0;
        }

        @Override
        public void pause() {
            throw new AssertionError("it was paused");
        }

        @Override
        public void resume() {
            throw new AssertionError("it was resumed");
        }
    }

    private Voice open(MixLine line) throws AudioException {
        var voice = line.newChannel();
        voice.allocateBuffer(RING, IDmaChannel.UNCONSTRAINED);
        voice.start(RING, true);
        voice.copyTo(0, ByteBuffer.allocate(RING), 0, RING);
        return voice;
    }

    @Test
    @DisplayName("goes on when a desk releases one voice while the pump stops the other")
    void releasedMeanwhile() throws AudioException {
        var time = new VirtualScheduler();
        var clock = new Nowhere(time);
        var channel = clock.newChannel(Direction.RENDER, FORMAT, RING);
        var control = new Eventful(channel.queryInterface(TransferControl.class).orElseThrow());
        var device = new SharedDevice(clock, clock.description(), time);
        var line = new MixLine(new SharedLine.Owner(device, Direction.RENDER, FORMAT, false), channel, control);
        var released = open(line);
        var stopped = open(line);
        control.event = () -> CompletableFuture.runAsync(released::release).join();
        stopped.stop();
        control.event = () -> {};
        assertThat(line.hasFailed()).isFalse();
        stopped.start(RING, true);
        assertThat(line.running).containsExactly(stopped);
        stopped.release();
    }
}
