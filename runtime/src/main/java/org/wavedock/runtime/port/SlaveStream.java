// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.NotificationFreq;
import org.wavedock.runtime.port.share.Share;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/** A miniport's stream over a slave channel. */
final class SlaveStream extends CUnknown implements IMiniportWaveCyclicStream {
    private final IDmaChannelSlave channel;
    private final boolean capture;
    private final TransferControl control;
    private final WaveFormat format;
    private StreamState state = StreamState.STOP;
    private boolean started;

    /** Takes over the caller's reference to the channel. */
    SlaveStream(IDmaChannelSlave channel, boolean capture, WaveFormat format) {
        this.channel = channel;
        this.capture = capture;
        this.format = format;
        control = channel.queryInterface(TransferControl.class).orElse(null);
    }

    @Override
    public <T> Optional<T> queryInterface(Class<T> type) {
        if (type == TransferControl.class) {
            return Optional.ofNullable(control).map(type::cast);
        }
        return type == Share.class ? channel.queryInterface(type) : super.queryInterface(type);
    }

    /** The channel was opened for one format; another one needs another stream. */
    @Override
    public void setFormat(WaveFormat newFormat) throws AudioException {
        if (!newFormat.equals(format)) {
            throw new AudioException(
                    Reason.INVALID_DEVICE_REQUEST, "the stream is open for " + format + ", not " + newFormat);
        }
    }

    @Override
    public NotificationFreq setNotificationFreq(int intervalMillis) {
        return new NotificationFreq(intervalMillis, (int) format.bytes(format.framesIn(intervalMillis * 1_000_000L)));
    }

    @Override
    public void setState(StreamState target) throws AudioException {
        switch (target) {
            case RUN -> run();
            case PAUSE -> pause();
            case ACQUIRE -> {
                // Nothing to acquire: the buffer came with the stream. Coming down, the position stays frozen.
            }
            case STOP -> {
                channel.stop();
                started = false;
            }
            default -> throw new IllegalArgumentException("state " + target);
        }
        state = target;
    }

    private void run() throws AudioException {
        if (started && canPause()) {
            control.resume();
        } else {
            channel.start(channel.bufferSize(), !capture);
            started = true;
        }
    }

    /** A channel that cannot pause is stopped; its counter stands, and the next run begins at the ring's start. */
    private void pause() {
        if (state != StreamState.RUN) {
            return;
        }
        if (canPause()) {
            control.pause();
        } else {
            channel.stop();
        }
    }

    private boolean canPause() {
        return control != null && control.canPause();
    }

    @Override
    public int getPosition() {
        if (!started) {
            return 0;
        }
        var count = channel.transferCount();
        var left = channel.readCounter();
        return left == 0 || count == 0 ? 0 : count - left;
    }

    @Override
    public long normalizePhysicalPosition(long bytes) {
        return format.unitsFor(bytes);
    }

    @Override
    public void silence(ByteBuffer buffer, int offset, int byteCount) {
        Objects.checkFromIndexSize(offset, byteCount, buffer.limit());
        var value = format.encoding().silence();
        for (var i = 0; i < byteCount; i++) {
            buffer.put(offset + i, value);
        }
    }

    @Override
    protected void destroy() {
        try {
            channel.stop();
        } finally {
            channel.release();
        }
    }
}
