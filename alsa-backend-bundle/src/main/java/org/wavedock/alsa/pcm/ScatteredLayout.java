// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.wavedock.alsa.lib.Pcm;

/**
 * Samples anywhere: channel after channel, loudspeakers in another order, or 24 bits in the lower bytes of 32 where Wavedock has
 * them in the upper. A byte that is not the first of a sample is copied with its sample's neighbours left alone.
 */
final class ScatteredLayout implements SampleLayout {
    private static final int BITS = 8;
    private static final int SHIFTED_BYTES = 4;

    private final List<ByteBuffer> memory;
    private final int[] firsts;
    private final int[] steps;
    private final int channels;
    private final int sampleBytes;
    private final boolean shifted;

    /**
     * A layout.
     *
     * @param memory for each channel of a frame the memory that its area addresses
     * @param areas for each channel of a frame where it lies there
     * @param sampleBytes bytes of a sample
     * @param shifted whether the ring has its 24 bits in the lower bytes
     */
    ScatteredLayout(List<ByteBuffer> memory, List<Pcm.Area> areas, int sampleBytes, boolean shifted) {
        this.memory = memory.stream()
                .map(buffer -> buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN))
                .toList();
        this.sampleBytes = sampleBytes;
        this.shifted = shifted;
        channels = areas.size();
        firsts = areas.stream().mapToInt(area -> area.first() / BITS).toArray();
        steps = areas.stream().mapToInt(area -> area.step() / BITS).toArray();
    }

    @Override
    public void put(int offset, ByteBuffer source, int sourceOffset, int count) {
        var byteInSample = offset % sampleBytes;
        var sample = offset / sampleBytes;
        var done = 0;
        while (done < count) {
            if (byteInSample == 0 && count - done >= sampleBytes) {
                putSample(sample++, source, sourceOffset + done);
                done += sampleBytes;
            } else {
                place(sample).put(byteAt(sample, byteInSample), source.get(sourceOffset + done++));
                byteInSample = (byteInSample + 1) % sampleBytes;
                sample += byteInSample == 0 ? 1 : 0;
            }
        }
    }

    @Override
    public void get(int offset, ByteBuffer destination, int destinationOffset, int count) {
        var byteInSample = offset % sampleBytes;
        var sample = offset / sampleBytes;
        var done = 0;
        while (done < count) {
            if (byteInSample == 0 && count - done >= sampleBytes) {
                getSample(sample++, destination, destinationOffset + done);
                done += sampleBytes;
            } else {
                destination.put(destinationOffset + done++, place(sample).get(byteAt(sample, byteInSample)));
                byteInSample = (byteInSample + 1) % sampleBytes;
                sample += byteInSample == 0 ? 1 : 0;
            }
        }
    }

    private void putSample(int sample, ByteBuffer source, int from) {
        var ring = place(sample);
        var to = at(sample);
        if (shifted) {
            for (var i = 1; i < SHIFTED_BYTES; i++) {
                ring.put(to + i - 1, source.get(from + i));
            }
            ring.put(to + SHIFTED_BYTES - 1, (byte) (source.get(from + SHIFTED_BYTES - 1) >> BITS - 1));
        } else {
            for (var i = 0; i < sampleBytes; i++) {
                ring.put(to + i, source.get(from + i));
            }
        }
    }

    private void getSample(int sample, ByteBuffer destination, int to) {
        var ring = place(sample);
        var from = at(sample);
        if (shifted) {
            destination.put(to, (byte) 0);
            for (var i = 1; i < SHIFTED_BYTES; i++) {
                destination.put(to + i, ring.get(from + i - 1));
            }
        } else {
            for (var i = 0; i < sampleBytes; i++) {
                destination.put(to + i, ring.get(from + i));
            }
        }
    }

    private ByteBuffer place(int sample) {
        return memory.get(sample % channels);
    }

    private int at(int sample) {
        var channel = sample % channels;
        return firsts[channel] + sample / channels * steps[channel];
    }

    /** Where a single byte of a sample lies; the lowest of a shifted one has no place and goes where the sign is. */
    private int byteAt(int sample, int byteInSample) {
        return at(sample) + (shifted ? Math.floorMod(byteInSample - 1, SHIFTED_BYTES) : byteInSample);
    }
}
