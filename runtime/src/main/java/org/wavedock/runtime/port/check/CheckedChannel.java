// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.check;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;

/** A channel with the check in front of it. What it offers besides {@link TransferControl} is handed out as it is. */
class CheckedChannel implements IDmaChannel {
    /** Shared with all that leads into the same channel. */
    final Turn turn;

    private final IDmaChannel channel;
    private final CheckedControl control;
    private boolean hasBuffer;

    CheckedChannel(IDmaChannel channel) {
        this.channel = Objects.requireNonNull(channel, "channel");
        turn = new Turn(channel);
        control = channel.queryInterface(TransferControl.class)
                .map(offered -> new CheckedControl(offered, turn))
                .orElse(null);
    }

    @Override
    public <T> Optional<T> queryInterface(Class<T> type) {
        if (type == TransferControl.class) {
            return Optional.ofNullable(control).map(type::cast);
        }
        return type.isInstance(this) ? Optional.of(type.cast(this)) : channel.queryInterface(type);
    }

    @Override
    public int addRef() {
        return channel.addRef();
    }

    @Override
    public int release() {
        return channel.release();
    }

    @Override
    public void close() {
        channel.close();
    }

    @Override
    public void allocateBuffer(int bufferSize, long physicalAddressConstraint) throws AudioException {
        turn.enterPassive("allocateBuffer");
        try {
            channel.allocateBuffer(bufferSize, physicalAddressConstraint);
            hasBuffer = true;
        } finally {
            turn.leave();
        }
    }

    /** Without a buffer nothing happens, and that is allowed anywhere. */
    @Override
    public void freeBuffer() {
        if (hasBuffer) {
            turn.enterPassive("freeBuffer");
        } else {
            turn.enter("freeBuffer");
        }
        try {
            channel.freeBuffer();
            hasBuffer = false;
        } finally {
            turn.leave();
        }
    }

    @Override
    public int transferCount() {
        turn.enter("transferCount");
        try {
            return channel.transferCount();
        } finally {
            turn.leave();
        }
    }

    @Override
    public int maximumBufferSize() {
        turn.enter("maximumBufferSize");
        try {
            return channel.maximumBufferSize();
        } finally {
            turn.leave();
        }
    }

    @Override
    public int allocatedBufferSize() {
        turn.enter("allocatedBufferSize");
        try {
            return channel.allocatedBufferSize();
        } finally {
            turn.leave();
        }
    }

    @Override
    public int bufferSize() {
        turn.enter("bufferSize");
        try {
            return channel.bufferSize();
        } finally {
            turn.leave();
        }
    }

    @Override
    public void setBufferSize(int bufferSize) {
        turn.enter("setBufferSize");
        try {
            channel.setBufferSize(bufferSize);
        } finally {
            turn.leave();
        }
    }

    @Override
    public ByteBuffer systemAddress() {
        turn.enter("systemAddress");
        try {
            return channel.systemAddress();
        } finally {
            turn.leave();
        }
    }

    @Override
    public long physicalAddress() {
        turn.enter("physicalAddress");
        try {
            return channel.physicalAddress();
        } finally {
            turn.leave();
        }
    }

    @Override
    public Optional<DmaAdapter> getAdapterObject() {
        turn.enter("getAdapterObject");
        try {
            return channel.getAdapterObject();
        } finally {
            turn.leave();
        }
    }

    @Override
    public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
        turn.enter("copyTo");
        try {
            channel.copyTo(destination, source, sourceOffset, byteCount);
        } finally {
            turn.leave();
        }
    }

    @Override
    public void copyFrom(ByteBuffer destination, int destinationOffset, int source, int byteCount) {
        turn.enter("copyFrom");
        try {
            channel.copyFrom(destination, destinationOffset, source, byteCount);
        } finally {
            turn.leave();
        }
    }

    @Override
    public String toString() {
        return channel.toString();
    }
}
