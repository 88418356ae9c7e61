// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.capture;

import java.nio.ByteBuffer;

/** Plays a recording into the microphone, from the first frame that the channel captures on; silence after its end. */
public final class RecordingSource implements CaptureSource {
    private final Recording recording;
    private final int frameBytes;
    private long next;

    /** A recording, in its own format. */
    public RecordingSource(Recording recording) {
        this.recording = recording;
        frameBytes = recording.format().frameBytes();
    }

    @Override
    public void fill(ByteBuffer ring, int offset, int frames, long firstFrame) {
        var present = (int) Math.max(0, Math.min(frames, recording.frames() - next));
        if (present > 0) {
            ring.put(offset, recording.audio(), (int) next * frameBytes, present * frameBytes);
        }
        var silence = recording.format().encoding().silence();
        Samples.repeat(ring, offset + present * frameBytes, (frames - present) * frameBytes, silence);
        next += frames;
    }

    @Override
    public void skip(long frames) {
        next += frames;
    }
}
