// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.IPortWavePciStream;
import org.wavedock.portcls.NewStream;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/** Copies mappings into a ring. They are given back when they have been heard: a ring that starts anew needs them again. */
final class CopyingRenderStream extends CopyingStream {
    private final MappingSource source;
    private final RenderPin ring;

    /**
     * A stream over a channel's ring.
     *
     * @param port where mappings come from; it outlives the stream
     * @param opened the ring's stream; it is this stream's from now on
     * @param terms how far to run ahead
     */
    CopyingRenderStream(
            IPortWavePciStream port,
            NewStream<IMiniportWaveCyclicStream> opened,
            WaveFormat format,
            PinTerms terms,
            TimeSource time) {
        super(format, time);
        source = new MappingSource(new HeldMappings(port), format.frameBytes());
        ring = new RenderPin(opened, format, source, terms);
    }

    @Override
    RenderPin ring() {
        return ring;
    }

    @Override
    void clear(long firstFrame) {
        source.startAt(firstFrame);
    }

    @Override
    void serve(long now) {
        if (ring.isRunning()) {
            ring.look(now);
            source.take(ring.wantedEnd());
            ring.pass(now);
        } else {
            source.take(ring.wantedEnd());
        }
        source.heard(ring.resumeFrame());
    }

    @Override
    long passedBytes() {
        return source.bytesHeard();
    }

    @Override
    public int revokeMappings(long firstTag, long lastTag) {
        return source.revoke(firstTag, lastTag);
    }
}
