// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.convert;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** Frames from 0 on, in memory that is long enough for all of them. */
record Line(WaveFormat format, int frames, ByteBuffer memory) implements FrameMemory {
    Line(WaveFormat format, int frames) {
        this(format, frames, ByteBuffer.allocate((int) format.bytes(frames)).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** A tone in mono FLOAT32; its amplitude is half of full scale. */
    static Line tone(int rate, double frequency, int frames) {
        var line = new Line(new WaveFormat(rate, 1, Encoding.FLOAT32), frames);
        for (var i = 0; i < frames; i++) {
            line.memory.putFloat(4 * i, (float) (0.5 * Math.sin(2 * Math.PI * frequency * i / rate)));
        }
        return line;
    }

    @Override
    public int offset(long frame) {
        return (int) frame * format.frameBytes();
    }

    @Override
    public int contiguous(long frame, long wanted) {
        return (int) wanted;
    }

    /** All of it in another format, from frame 0 to the same moment. */
    Line to(WaveFormat other) {
        var count = (int) new Rate(format.sampleRate(), other.sampleRate()).ceil(frames);
        var result = new Line(other, count);
        new Converter(new Converter.End(this, format), new Converter.End(result, other), 0)
                .convert(0, count, frames, 0);
        return result;
    }

    double value(int frame) {
        return memory.getFloat(4 * frame);
    }
}
