// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Optional;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Reason;

/**
 * A master channel over an adapter object: a common buffer, its sizes and addresses, and checked copies. Backends extend it
 * and add {@link IDmaChannelSlave}; {@code PcNewDmaChannel} (portcls.h) makes the like.
 *
 * <p>Single writer, as {@link IDmaChannel} says; {@link #remove(String)} alone may come from any thread.
 */
public class CommonBufferDmaChannel extends CUnknown implements IDmaChannel {
    private final DmaAdapter adapter;
    private final int maximumBufferSize;
    private final long highestAddress;
    private CommonBuffer buffer;
    private ByteBuffer memory;
    private int bufferSize;
    private volatile String removed;

    /**
     * A channel without a buffer.
     *
     * @param adapter where the buffer comes from, not null
     * @param maximumBufferSize the largest buffer, bytes, 1 or more
     * @throws IllegalArgumentException if the size is not positive
     */
    public CommonBufferDmaChannel(DmaAdapter adapter, int maximumBufferSize) {
        this(adapter, maximumBufferSize, DmaAdapter.ANY_ADDRESS);
    }

    /**
     * A channel without a buffer, of a device with few address lines.
     *
     * @param adapter where the buffer comes from, not null
     * @param maximumBufferSize the largest buffer, bytes, 1 or more
     * @param highestAddress the highest bus address that the device reaches, unsigned
     * @throws IllegalArgumentException if the size is not positive
     */
    public CommonBufferDmaChannel(DmaAdapter adapter, int maximumBufferSize, long highestAddress) {
        if (maximumBufferSize <= 0) {
            throw new IllegalArgumentException(
                    "maximum buffer size is " + maximumBufferSize + " bytes, expected 1 or more");
        }
        this.adapter = Objects.requireNonNull(adapter, "adapter");
        this.maximumBufferSize = maximumBufferSize;
        this.highestAddress = highestAddress;
    }

    /**
     * From now on every use of the channel throws {@link DeviceRemovedException}. Any thread; never blocks.
     *
     * @param message says which device is gone
     */
    protected final void remove(String message) {
        removed = message;
    }

    /**
     * Throws if the device is gone. Hot path.
     *
     * @throws DeviceRemovedException if {@link #remove} has been called
     */
    protected final void requirePresent() {
        var message = removed;
        if (message != null) {
            throw new DeviceRemovedException(message);
        }
    }

    @Override
    public void allocateBuffer(int size, long physicalAddressConstraint) throws AudioException {
        if (removed != null) {
            throw new AudioException(Reason.DEVICE_REMOVED, removed);
        }
        if (buffer != null) {
            throw new AudioException(
                    Reason.INVALID_DEVICE_STATE, "the channel has a buffer of " + buffer.length() + " bytes already");
        }
        if (size <= 0 || size > maximumBufferSize) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER, "buffer of " + size + " bytes, expected 1 to " + maximumBufferSize);
        }
        buffer = adapter.allocateCommonBuffer(size, physicalAddressConstraint, highestAddress);
        memory = buffer.systemAddress().slice(0, size).order(ByteOrder.LITTLE_ENDIAN);
        bufferSize = size;
    }

    @Override
    public void freeBuffer() {
        if (buffer != null) {
            adapter.freeCommonBuffer(buffer);
            buffer = null;
            memory = null;
            bufferSize = 0;
        }
    }

    @Override
    protected void destroy() {
        freeBuffer();
        if (removed == null) {
            remove("the channel has been released");
        }
    }

    @Override
    public int transferCount() {
        requirePresent();
        return 0;
    }

    @Override
    public int maximumBufferSize() {
        requirePresent();
        return maximumBufferSize;
    }

    @Override
    public int allocatedBufferSize() {
        requirePresent();
        return buffer == null ? 0 : buffer.length();
    }

    @Override
    public int bufferSize() {
        requirePresent();
        return bufferSize;
    }

    @Override
    public void setBufferSize(int size) {
        requirePresent();
        requireBuffer();
        if (size < 0 || size > buffer.length()) {
            throw new IllegalArgumentException("buffer size is " + size + " bytes, expected 0 to " + buffer.length());
        }
        bufferSize = size;
    }

    @Override
    public ByteBuffer systemAddress() {
        requirePresent();
        requireBuffer();
        return memory.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public long physicalAddress() {
        requirePresent();
        return buffer == null ? 0 : buffer.physicalAddress();
    }

    @Override
    public Optional<DmaAdapter> getAdapterObject() {
        requirePresent();
        return Optional.of(adapter);
    }

    @Override
    public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
        requirePresent();
        requireBuffer();
        memory.put(destination, source, sourceOffset, byteCount);
        VarHandle.releaseFence();
    }

    @Override
    public void copyFrom(ByteBuffer destination, int destinationOffset, int source, int byteCount) {
        requirePresent();
        requireBuffer();
        VarHandle.acquireFence();
        destination.put(destinationOffset, memory, source, byteCount);
    }

    /**
     * The buffer itself, for the subclass that is its device. Hot path.
     *
     * @return the memory; its position and limit are not to be changed
     * @throws IllegalStateException without a buffer
     */
    protected final ByteBuffer memory() {
        requireBuffer();
        return memory;
    }

    private void requireBuffer() {
        if (buffer == null) {
            throw new IllegalStateException("the channel has no buffer");
        }
    }
}
