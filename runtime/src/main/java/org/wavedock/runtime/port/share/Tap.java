// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.share;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.wavedock.wave.AudioException;

/** One reader of a shared line. Its own buffer is a formality: what is copied out comes from the device's ring. */
final class Tap extends SharedChannel {
    private final TapLine line;

    Tap(TapLine line) {
        super(line);
        this.line = line;
    }

    @Override
    void allocated(int frames) {
        // Nothing more is needed.
    }

    @Override
    void enterLine() throws AudioException {
        line.start(this);
    }

    @Override
    void leaveLine() {
        line.stop(this);
    }

    @Override
    long position() {
        return line.position(this);
    }

    @Override
    public void copyFrom(ByteBuffer destination, int destinationOffset, int source, int byteCount) {
        requirePresent();
        var ring = line.ringBytes();
        Objects.checkFromIndexSize(source, byteCount, ring);
        Objects.checkFromIndexSize(destinationOffset, byteCount, destination.limit());
        var from = (int) ((base() * line.frameBytes + source) % ring);
        var first = Math.min(byteCount, ring - from);
        line.copyFrom(destination, destinationOffset, from, first);
        if (first < byteCount) {
            line.copyFrom(destination, destinationOffset + first, 0, byteCount - first);
        }
    }
}
