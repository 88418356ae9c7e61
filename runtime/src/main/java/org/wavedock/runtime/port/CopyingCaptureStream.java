// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.IPortWavePciStream;
import org.wavedock.portcls.NewStream;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/** Copies a ring into mappings. */
final class CopyingCaptureStream extends CopyingStream {
    private static final long REACH_NANOS = 250_000_000;

    private final MappingSink sink;
    private final CapturePin ring;

    /**
     * A stream over a channel's ring.
     *
     * @param port where mappings come from; it outlives the stream
     * @param opened the ring's stream; it is this stream's from now on
     */
    CopyingCaptureStream(
            IPortWavePciStream port, NewStream<IMiniportWaveCyclicStream> opened, WaveFormat format, TimeSource time) {
        super(format, time);
        sink = new MappingSink(new HeldMappings(port), format.frameBytes(), format.framesIn(REACH_NANOS));
        ring = new CapturePin(opened, format, sink);
    }

    @Override
    CapturePin ring() {
        return ring;
    }

    @Override
    void clear(long firstFrame) {
        sink.clear();
    }

    @Override
    void serve(long now) {
        if (ring.isRunning()) {
            ring.pass(now);
        }
        sink.take();
    }

    @Override
    long passedBytes() {
        return sink.bytesFilled();
    }

    @Override
    public int revokeMappings(long firstTag, long lastTag) {
        return sink.revoke(firstTag, lastTag);
    }
}
