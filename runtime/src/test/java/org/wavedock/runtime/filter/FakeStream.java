// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.NewStream;
import org.wavedock.portcls.NotificationFreq;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/** A WaveCyclic stream whose device the test is: it says where the cursor is, and what is refused. */
final class FakeStream extends CUnknown implements IMiniportWaveCyclicStream {
    /** 250 ms of the usual format. */
    static final int RING = 48_000;

    final List<String> calls = new ArrayList<>();
    final FakeGroup group = new FakeGroup(calls);
    final IDmaChannel channel = new Channel();
    final Set<StreamState> refused = EnumSet.noneOf(StreamState.class);
    WaveFormat format;
    StreamState state = StreamState.STOP;
    int frameSize = 1_920;
    /** Where the cursor is in the ring. */
    int position;
    /** Everything it is asked fails. */
    boolean removed;
    /** What it does before it changes its state. */
    Runnable beforeState = () -> {};

    private final class Channel extends CommonBufferDmaChannel {
        Channel() {
            super(new BusAddressSpace(), RING);
        }

        @Override
        protected void destroy() {
            calls.add("channel gone");
            super.destroy();
        }
    }

    FakeStream(WaveFormat format) throws AudioException {
        this.format = format;
        channel.allocateBuffer(RING, IDmaChannel.UNCONSTRAINED);
    }

    /** What a miniport answers: the test keeps a reference to none of it. */
    NewStream<IMiniportWaveCyclicStream> opened() {
        return new NewStream<>(this, channel, group);
    }

    /** Moves the cursor on and has the pin served. */
    void play(int bytes) {
        position = (position + bytes) % RING;
        group.deliver();
    }

    private void requirePresent() {
        if (removed) {
            throw new DeviceRemovedException("the fake is gone");
        }
    }

    @Override
    public void setFormat(WaveFormat newFormat) throws AudioException {
        calls.add("setFormat " + newFormat.channels());
        requirePresent();
        if (newFormat.channels() > 2) {
            throw new AudioException(Reason.FORMAT_NOT_SUPPORTED, "no");
        }
        format = newFormat;
    }

    @Override
    public NotificationFreq setNotificationFreq(int intervalMillis) {
        return new NotificationFreq(intervalMillis, frameSize);
    }

    @Override
    public void setState(StreamState next) throws AudioException {
        calls.add(next.name());
        beforeState.run();
        requirePresent();
        if (refused.contains(next)) {
            throw new AudioException(Reason.UNSUCCESSFUL, next + " is refused");
        }
        state = next;
        if (next == StreamState.STOP) {
            position = 0;
        }
    }

    @Override
    public int getPosition() {
        requirePresent();
        return position;
    }

    @Override
    public long normalizePhysicalPosition(long bytes) {
        return format.unitsFor(bytes);
    }

    @Override
    public void silence(ByteBuffer buffer, int offset, int byteCount) {
        for (var i = 0; i < byteCount; i++) {
            buffer.put(offset + i, (byte) 0);
        }
    }

    @Override
    protected void destroy() {
        calls.add("stream gone");
    }
}
