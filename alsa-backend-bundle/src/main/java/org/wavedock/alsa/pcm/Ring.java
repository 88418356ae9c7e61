// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.wavedock.alsa.lib.Pcm;

/**
 * The memory of a PCM's ring, as long as it is there: a view that is still held after {@link #close()} throws.
 *
 * <p>The arena is never passed to a native call, so that nothing but a view in use can delay its end.
 */
final class Ring {
    private static final System.Logger LOG = System.getLogger("org.wavedock.alsa");
    private static final int BITS = 8;
    private static final int ATTEMPTS = 50;
    private static final long ATTEMPT_NANOS = 1_000_000;
    private static final AtomicLong LEAKED = new AtomicLong();

    private final Arena arena = Arena.ofShared();
    private final ByteBuffer view;
    private final SampleLayout layout;

    /**
     * A ring.
     *
     * @param areas where each channel of the ring lies
     * @param waveToRing for each channel of a frame the channel of the ring
     * @param frames the ring's length
     * @param sampleBytes bytes of a sample
     * @param shifted whether its 24 bits are in the lower bytes of 32
     */
    Ring(List<Pcm.Area> areas, int[] waveToRing, long frames, int sampleBytes, boolean shifted) {
        var ordered = new ArrayList<Pcm.Area>();
        for (var channel : waveToRing) {
            ordered.add(areas.get(channel));
        }
        var bytes = frames * sampleBytes * areas.size();
        var first = areas.get(0);
        var isStraight = !shifted && isStraight(ordered, sampleBytes);
        if (isStraight) {
            view = view(first.address() + first.first() / BITS, bytes);
            layout = new SampleLayout.Interleaved(view);
        } else {
            layout = new ScatteredLayout(
                    ordered.stream()
                            .map(area -> view(area.address(), extent(area, frames, sampleBytes)))
                            .toList(),
                    ordered,
                    sampleBytes,
                    shifted);
            view = isOneBlock(areas) ? view(first.address() + lowest(areas), bytes) : null;
        }
    }

    private static boolean isStraight(List<Pcm.Area> areas, int sampleBytes) {
        var first = areas.get(0);
        for (var i = 0; i < areas.size(); i++) {
            var area = areas.get(i);
            if (area.address() != first.address()
                    || area.first() != first.first() + i * sampleBytes * BITS
                    || area.step() != areas.size() * sampleBytes * BITS) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOneBlock(List<Pcm.Area> areas) {
        return areas.stream().allMatch(area -> area.address() == areas.get(0).address());
    }

    private static int lowest(List<Pcm.Area> areas) {
        return areas.stream().mapToInt(Pcm.Area::first).min().orElse(0) / BITS;
    }

    private static long extent(Pcm.Area area, long frames, int sampleBytes) {
        return area.first() / BITS + (frames - 1) * (area.step() / BITS) + sampleBytes;
    }

    private ByteBuffer view(long address, long bytes) {
        return MemorySegment.ofAddress(address)
                .reinterpret(bytes, arena, null)
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    SampleLayout layout() {
        return layout;
    }

    /** The raw ring, or null if its channels lie apart. */
    ByteBuffer view() {
        return view;
    }

    /**
     * Ends every view. Control path; may wait a little for one that is in use.
     *
     * @return false if one stays in use: then the memory has to stay as well
     */
    boolean close() {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                if (arena.scope().isAlive()) {
                    arena.close();
                }
                return true;
            } catch (IllegalStateException e) {
                LockSupport.parkNanos(ATTEMPT_NANOS);
            }
        }
        LOG.log(Level.WARNING, "a ring is still in use; it is leaked ({0} so far)", LEAKED.incrementAndGet());
        return false;
    }

    /** Rings that could not be closed since the bundle was started. */
    static long leaked() {
        return LEAKED.get();
    }
}
