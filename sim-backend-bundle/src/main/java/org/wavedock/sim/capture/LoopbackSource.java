// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.capture;

import java.nio.ByteBuffer;
import org.wavedock.wave.WaveFormat;

/**
 * What substream 0 of another card is heard to play from the moment of the start on; silence when there is nothing.
 *
 * <p>Latency: a card takes note of what was heard when its channel is used, so frames arrive up to one pump cycle of the other
 * card late. A gap is filled with silence and everything after it comes that much later, so the latency grows to the
 * longest gap met while audio was on its way, a second at most; more than that is dropped.
 */
public final class LoopbackSource implements CaptureSource {
    private final LoopbackBus bus;
    private final LoopbackRing ring;
    private final int frameBytes;
    private final byte silence;

    /** Listens to a card from the first {@link #begin} on. */
    public LoopbackSource(LoopbackBus bus, WaveFormat format) {
        this.bus = bus;
        ring = new LoopbackRing(format);
        frameBytes = format.frameBytes();
        silence = format.encoding().silence();
        bus.add(ring);
    }

    @Override
    public void begin() {
        ring.skip(Long.MAX_VALUE);
    }

    @Override
    public void fill(ByteBuffer target, int offset, int frames, long firstFrame) {
        var wanted = frames * frameBytes;
        var count = ring.read(target, offset, wanted);
        Samples.repeat(target, offset + count, wanted - count, silence);
    }

    @Override
    public void skip(long frames) {
        ring.skip(frames * frameBytes);
    }

    @Override
    public void close() {
        bus.remove(ring);
    }
}
