// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.Optional;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.TransferControl;
import org.wavedock.portcls.AllocatorFraming;
import org.wavedock.portcls.IMiniportWavePciStream;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/** A WavePci stream of a device that cannot read clients' memory: mappings are copied into the ring of its channel, or out of it. */
abstract class CopyingStream extends CUnknown implements IMiniportWavePciStream {
    private static final int PREFERRED_PACKETS = 8;
    private static final long PREFERRED_NANOS = 10_000_000;
    private static final int ALIGNMENT = 4;

    private final WaveFormat format;
    private final TimeSource time;
    private StreamState state = StreamState.STOP;
    /** It has been in STOP, and starts over when it leaves it. */
    private boolean fresh = true;

    private long base;

    CopyingStream(WaveFormat format, TimeSource time) {
        this.format = format;
        this.time = time;
    }

    /** What fills or empties the ring, and keeps the account of it. */
    abstract WaveCyclicPin ring();

    /** The stream starts over, with this frame. */
    abstract void clear(long firstFrame);

    /** The ring follows the port. Hot path. */
    abstract void serve(long now);

    /** Bytes of the stream that have been passed since it started over. */
    abstract long passedBytes();

    /** The first frame's number in the account, from the next STOP on; 0 if nobody says otherwise. */
    final void number(long firstFrame) {
        base = firstFrame;
    }

    @Override
    public void setFormat(WaveFormat newFormat) throws AudioException {
        if (!newFormat.equals(format)) {
            throw new AudioException(
                    Reason.INVALID_DEVICE_REQUEST, "the stream is open for " + format + ", not " + newFormat);
        }
    }

    @Override
    public void setState(StreamState target) throws AudioException {
        var from = state;
        // Going down counts as done whatever happens.
        if (target.ordinal() < from.ordinal()) {
            state = target;
        }
        if (target == StreamState.RUN) {
            run();
        } else if (from == StreamState.RUN) {
            ring().halt(time.nanoTime());
            serve(time.nanoTime());
        } else if (target == StreamState.STOP) {
            fresh = true;
        } else if (target == StreamState.PAUSE && fresh) {
            fresh = false;
            clear(base);
            ring().aim(base);
        }
        state = target;
    }

    /** Whatever was copied and not heard is copied again: the ring starts at its beginning. */
    private void run() throws AudioException {
        if (passedBytes() > 0 || ring().nextFrame() > base) {
            ring().aim(ring().resumeFrame());
        }
        serve(time.nanoTime());
        ring().fill();
        ring().start(time.nanoTime());
    }

    @Override
    public long getPosition() {
        return state == StreamState.STOP ? 0 : passedBytes();
    }

    @Override
    public long normalizePhysicalPosition(long bytes) {
        return format.unitsFor(bytes);
    }

    @Override
    public AllocatorFraming getAllocatorFraming() {
        var bytes = format.bytes(Math.max(1, format.framesIn(PREFERRED_NANOS)));
        return new AllocatorFraming(PREFERRED_PACKETS, (int) bytes, ALIGNMENT);
    }

    @Override
    public void service() {
        if (state == StreamState.RUN) {
            serve(time.nanoTime());
        }
    }

    @Override
    public void mappingAvailable() {
        // The next service takes it.
    }

    /** The device's own timeline is the ring's. */
    @Override
    public <T> Optional<T> queryInterface(Class<T> type) {
        return type == TransferControl.class
                ? Optional.ofNullable(ring().control).map(type::cast)
                : super.queryInterface(type);
    }

    @Override
    protected void destroy() {
        ring().close();
    }
}
