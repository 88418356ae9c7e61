// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.nio.ByteBuffer;
import org.wavedock.wave.WaveFormat;

/** A loudspeaker: frames are heard the moment they are fetched. */
final class RenderLine implements Line {
    private static final int SILENT_FRAMES = 256;

    private final Speaker speaker;
    private final int frameBytes;
    private final ByteBuffer silence;

    RenderLine(Speaker speaker, WaveFormat format) {
        this.speaker = speaker;
        frameBytes = format.frameBytes();
        silence = ByteBuffer.allocate(SILENT_FRAMES * frameBytes);
        while (silence.hasRemaining()) {
            silence.put(format.encoding().silence());
        }
    }

    @Override
    public void pass(ByteBuffer memory, int offset, int frames) {
        if (speaker.isUnheard()) {
            speaker.count(frames);
        } else {
            speaker.hear(memory, offset, frames * frameBytes);
        }
    }

    @Override
    public void idle(long frames) {
        for (var left = frames; left > 0; left -= SILENT_FRAMES) {
            pass(silence, 0, (int) Math.min(left, SILENT_FRAMES));
        }
    }

    @Override
    public void damage(boolean on) {
        speaker.damage(on);
    }

    @Override
    public long recordedFrames() {
        return speaker.recordedFrames();
    }

    @Override
    public void close() {
        speaker.release();
    }
}
