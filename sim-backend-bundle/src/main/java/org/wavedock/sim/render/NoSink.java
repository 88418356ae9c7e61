// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.render;

import java.nio.ByteBuffer;

/** Hears and forgets. */
public final class NoSink implements Sink {
    @Override
    public void write(ByteBuffer source, int offset, int byteCount) {
        // forgotten
    }
}
