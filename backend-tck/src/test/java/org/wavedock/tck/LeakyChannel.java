// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.Locale;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;

/** Forgets, in one state, to give its substream back with the last reference. */
final class LeakyChannel extends BentChannel {
    enum State {
        NEW,
        ALLOCATED,
        STARTED,
        PAUSED,
        STOPPED,
        FREED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final State leak;
    private State state = State.NEW;

    LeakyChannel(IDmaChannelSlave to, State leak) {
        super(to);
        this.leak = leak;
    }

    @Override
    public void allocateBuffer(int bufferSize, long physicalAddressConstraint) throws AudioException {
        super.allocateBuffer(bufferSize, physicalAddressConstraint);
        state = State.ALLOCATED;
    }

    @Override
    public void start(int mapSize, boolean writeToDevice) throws AudioException {
        super.start(mapSize, writeToDevice);
        state = State.STARTED;
    }

    @Override
    public void pause() {
        super.pause();
        state = State.PAUSED;
    }

    @Override
    public void resume() {
        super.resume();
        state = State.STARTED;
    }

    @Override
    public void stop() {
        super.stop();
        state = State.STOPPED;
    }

    @Override
    public void freeBuffer() {
        super.freeBuffer();
        state = State.FREED;
    }

    @Override
    public int release() {
        if (state == leak) {
            to.addRef();
            var left = to.release();
            return left == 1 ? 0 : to.release();
        }
        return super.release();
    }
}
