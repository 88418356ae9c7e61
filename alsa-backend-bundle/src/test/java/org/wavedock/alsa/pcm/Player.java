// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/** Plays and records through a channel alone, without the platform. */
final class Player {
    /** Odd, so that pieces end anywhere in a frame, and in a sample. */
    private static final int PIECE = 4099;

    private final WaveFormat format;
    private final IDmaChannelSlave channel;
    private final int ring;

    Player(IDmaChannelSlave channel, WaveFormat format, int frames) throws AudioException {
        this.format = format;
        this.channel = channel;
        channel.allocateBuffer(frames * format.frameBytes(), IDmaChannel.UNCONSTRAINED);
        ring = channel.bufferSize();
    }

    static Player of(AlsaDevice device, Direction direction, WaveFormat format, int frames) throws AudioException {
        return new Player(device.newChannel(direction, format, frames * format.frameBytes()), format, frames);
    }

    int ring() {
        return ring;
    }

    /** Plays all of it, in a ring that is shorter, and lets the channel go. */
    void play(byte[] content) throws AudioException {
        var control = Pcms.control(channel);
        var source = ByteBuffer.wrap(content);
        var done = put(source, 0, Math.min(content.length, ring));
        control.commit(done);
        channel.start(ring, true);
        while (done < content.length) {
            var room = (int) Math.min(content.length - done, control.transferredBytes() + ring - done);
            done += put(source, done, room);
            control.commit(done);
        }
        channel.release();
    }

    private int put(ByteBuffer source, int from, int count) {
        var done = 0;
        while (done < count) {
            var at = (from + done) % ring;
            var piece = Math.min(Math.min(PIECE, count - done), ring - at);
            channel.copyTo(at, source, from + done, piece);
            done += piece;
        }
        return count;
    }

    /** Records so many bytes, and lets the channel go. */
    byte[] record(int length) throws AudioException {
        var control = Pcms.control(channel);
        var target = ByteBuffer.allocate(length);
        channel.start(ring, false);
        var done = 0;
        while (done < length) {
            var end = (int) Math.min(length, control.transferredBytes());
            while (done < end) {
                var at = done % ring;
                var piece = Math.min(Math.min(PIECE, end - done), ring - at);
                channel.copyFrom(target, done, at, piece);
                done += piece;
            }
        }
        channel.release();
        return target.array();
    }

    /** So many frames of silence. */
    static byte[] silence(WaveFormat format, int frames) {
        var bytes = new byte[frames * format.frameBytes()];
        Arrays.fill(bytes, format.encoding().silence());
        return bytes;
    }
}
