// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.share;

import java.nio.ByteBuffer;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;

/** What one device captures, for many readers: each reads the device's ring from where it joined. */
final class TapLine extends SharedLine<Tap> {
    TapLine(Owner owner, IDmaChannelSlave channel, TransferControl control) {
        super(owner, channel, control);
    }

    @Override
    Tap create() {
        return new Tap(this);
    }

    @Override
    void allocated() {
        // The ring is the device's.
    }

    /** Copies out of the device's ring. */
    void copyFrom(ByteBuffer destination, int destinationOffset, int source, int byteCount) {
        requireSound();
        try {
            channel.copyFrom(destination, destinationOffset, source, byteCount);
        } catch (RuntimeException | Error e) {
            fail();
            throw e;
        }
    }

    @Override
    long joinFrame(Tap who, long at) {
        return at;
    }

    @Override
    void admitted(Tap who) {
        // The device captures for all.
    }

    @Override
    void aboutToStart() {
        // The whole ring is the device's.
    }

    @Override
    long finalFrame(long at) {
        return at;
    }

    @Override
    void removed(Tap who, long at) {
        // The others read on.
    }
}
