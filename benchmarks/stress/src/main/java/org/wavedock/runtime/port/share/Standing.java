// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.share;

import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;

/** A device's channel whose cursor stands. */
final class Standing extends CommonBufferDmaChannel implements IDmaChannelSlave, TransferControl {
    Standing(int bytes) {
        super(new BusAddressSpace(), bytes);
    }

    @Override
    public void start(int mapSize, boolean writeToDevice) {
        // It stands.
    }

    @Override
    public void stop() {
        // It stands.
    }

    @Override
    public int readCounter() {
        return 0;
    }

    @Override
    public void waitForTC(long timeoutMicros) {
        throw new IllegalStateException("it stands");
    }

    @Override
    public long transferredBytes() {
        return 0;
    }

    @Override
    public void pause() {
        // It stands.
    }

    @Override
    public void resume() {
        // It stands.
    }

    @Override
    public long originFrame() {
        return 0;
    }
}
