// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.capture;

import java.nio.ByteBuffer;
import org.wavedock.wave.WaveFormat;

/** Nothing to hear. */
public final class SilentSource implements CaptureSource {
    private final int frameBytes;
    private final byte silence;

    /** Silence in a format. */
    public SilentSource(WaveFormat format) {
        frameBytes = format.frameBytes();
        silence = format.encoding().silence();
    }

    @Override
    public void fill(ByteBuffer ring, int offset, int frames, long firstFrame) {
        Samples.repeat(ring, offset, frames * frameBytes, silence);
    }
}
