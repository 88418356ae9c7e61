// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;

/** A channel that does as another one does, but for what a subclass breaks. */
class BentChannel implements IDmaChannelSlave, TransferControl {
    final IDmaChannelSlave to;
    final TransferControl control;

    BentChannel(IDmaChannelSlave to) {
        this.to = to;
        control = to.queryInterface(TransferControl.class).orElseThrow();
    }

    @Override
    public <T> Optional<T> queryInterface(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public int addRef() {
        return to.addRef();
    }

    @Override
    public int release() {
        return to.release();
    }

    @Override
    public void close() {
        to.close();
    }

    @Override
    public void allocateBuffer(int bufferSize, long physicalAddressConstraint) throws AudioException {
        to.allocateBuffer(bufferSize, physicalAddressConstraint);
    }

    @Override
    public void freeBuffer() {
        to.freeBuffer();
    }

    @Override
    public int transferCount() {
        return to.transferCount();
    }

    @Override
    public int maximumBufferSize() {
        return to.maximumBufferSize();
    }

    @Override
    public int allocatedBufferSize() {
        return to.allocatedBufferSize();
    }

    @Override
    public int bufferSize() {
        return to.bufferSize();
    }

    @Override
    public void setBufferSize(int bufferSize) {
        to.setBufferSize(bufferSize);
    }

    @Override
    public ByteBuffer systemAddress() {
        return to.systemAddress();
    }

    @Override
    public long physicalAddress() {
        return to.physicalAddress();
    }

    @Override
    public Optional<DmaAdapter> getAdapterObject() {
        return to.getAdapterObject();
    }

    @Override
    public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
        to.copyTo(destination, source, sourceOffset, byteCount);
    }

    @Override
    public void copyFrom(ByteBuffer destination, int destinationOffset, int source, int byteCount) {
        to.copyFrom(destination, destinationOffset, source, byteCount);
    }

    @Override
    public void start(int mapSize, boolean writeToDevice) throws AudioException {
        to.start(mapSize, writeToDevice);
    }

    @Override
    public void stop() {
        to.stop();
    }

    @Override
    public int readCounter() {
        return to.readCounter();
    }

    @Override
    public void waitForTC(long timeoutMicros) throws AudioException {
        to.waitForTC(timeoutMicros);
    }

    @Override
    public long transferredBytes() {
        return control.transferredBytes();
    }

    @Override
    public void pause() {
        control.pause();
    }

    @Override
    public void resume() {
        control.resume();
    }

    @Override
    public long originFrame() {
        return control.originFrame();
    }

    @Override
    public int substream() {
        return control.substream();
    }

    @Override
    public boolean canPause() {
        return control.canPause();
    }

    @Override
    public boolean takesCommitted() {
        return control.takesCommitted();
    }

    @Override
    public void commit(long bytes) {
        control.commit(bytes);
    }

    @Override
    public boolean hasStopped() {
        return control.hasStopped();
    }
}
