// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/** A channel under test, and what a client of it knows: how far it came, and what it was given. */
final class Line {
    private final Bench bench;
    private final Direction direction;
    private final WaveFormat format;
    private final IDmaChannelSlave channel;
    private int mapSize;
    private int lastCounter;
    private long counted;
    private long startNanos;
    private long passedFrames;

    Line(Bench bench, Direction direction, WaveFormat format, IDmaChannelSlave channel) {
        this.bench = bench;
        this.direction = direction;
        this.format = format;
        this.channel = channel;
    }

    IDmaChannelSlave channel() {
        return channel;
    }

    WaveFormat format() {
        return format;
    }

    boolean renders() {
        return direction == Direction.RENDER;
    }

    /** The channel's control; without one the rule is aborted. */
    TransferControl control() {
        bench.require(Ability.TRANSFER_CONTROL);
        return channel.queryInterface(TransferControl.class).orElseThrow();
    }

    boolean hasControl() {
        return bench.has(Ability.TRANSFER_CONTROL);
    }

    private boolean takesCommitted() {
        return renders() && bench.has(Ability.COMMITMENTS);
    }

    // ---- the buffer

    void allocate(int bytes) throws AudioException {
        channel.allocateBuffer(bytes, IDmaChannel.UNCONSTRAINED);
    }

    /** A tenth of a second, or as much as there is. */
    void allocate() throws AudioException {
        allocate(wholeFrames(channel.maximumBufferSize()));
    }

    int wholeFrames(int bytes) {
        return bytes / format.frameBytes() * format.frameBytes();
    }

    void put(int at, byte[] bytes) {
        channel.copyTo(at, ByteBuffer.wrap(bytes), 0, bytes.length);
    }

    byte[] get(int at, int byteCount) {
        var bytes = new byte[byteCount];
        channel.copyFrom(ByteBuffer.wrap(bytes), 0, at, byteCount);
        return bytes;
    }

    byte[] content() {
        return get(0, channel.bufferSize());
    }

    byte[] silence(int byteCount) {
        var bytes = new byte[byteCount];
        Arrays.fill(bytes, format.encoding().silence());
        return bytes;
    }

    // ---- the transfer

    /** Over the whole ring; a device that takes commitments is promised all of it. */
    void start() throws AudioException {
        start(channel.bufferSize());
    }

    void start(int bytes) throws AudioException {
        if (takesCommitted()) {
            control().commit(bytes);
        }
        startAsItIs(bytes);
    }

    private void startAsItIs(int bytes) throws AudioException {
        startNanos = bench.clock().nanoTime();
        channel.start(bytes, renders());
        mapSize = bytes;
        lastCounter = bytes;
        counted = 0;
        passedFrames = 0;
    }

    int mapSize() {
        return mapSize;
    }

    int mapFrames() {
        return mapSize / format.frameBytes();
    }

    /** Bytes since the start by the counter alone; it must be asked more often than once a ring. */
    long look() {
        var counter = channel.readCounter();
        counted += Math.floorMod(lastCounter - counter, mapSize);
        lastCounter = counter;
        return counted;
    }

    /** Lets the time of so many frames pass since the start, looking every quarter of the ring. */
    void pass(long frames) {
        var left = frames;
        while (left > 0) {
            var step = Math.min(left, Math.max(1, mapFrames() / 4));
            left -= step;
            passedFrames += step;
            var now = bench.clock().nanoTime();
            bench.clock().pass(Math.max(0, startNanos + format.nanosFor(passedFrames) - now));
            look();
            if (takesCommitted() && left > 0) {
                commitAll();
            }
        }
        if (takesCommitted()) {
            commitAll();
        }
    }

    private void commitAll() {
        var control = control();
        control.commit(control.transferredBytes() / format.frameBytes() * format.frameBytes() + mapSize);
    }

    /** The frames that the device takes at once when it starts. */
    int startFrames() {
        return renders() ? bench.provider().description().startFrames() : 0;
    }

    /** The frames that have to have passed by now, by the clock. */
    long dueFrames() {
        return startFrames() + format.framesIn(bench.clock().nanoTime() - startNanos);
    }

    /** How many frames the device may be wrong by now. */
    long slackFrames() {
        var late = bench.clock().isVirtual() ? 0 : format.sampleRate() / 20;
        return late + (long) Math.ceil(dueFrames() * bench.device().speedTolerance());
    }

    int substream() {
        return hasControl() ? control().substream() : 0;
    }

    /** Plays all bytes and a ring of silence after them, written ahead of the device bit by bit. */
    void play(byte[] bytes) throws AudioException {
        play(bytes, channel.bufferSize());
    }

    void play(byte[] bytes, int ringBytes) throws AudioException {
        var guard = bench.clock().isVirtual() ? 0 : wholeFrames(ringBytes / 4);
        put(0, silence(ringBytes));
        mapSize = ringBytes;
        var written = write(bytes, 0, ringBytes);
        if (takesCommitted()) {
            control().commit(written);
        }
        startAsItIs(ringBytes);
        var end = bytes.length + format.bytes(bench.provider().description().fifoFrames());
        while (look() < end) {
            var room = counted / format.frameBytes() * format.frameBytes() + ringBytes - guard;
            written = write(bytes, written, room);
            if (takesCommitted()) {
                control().commit(written);
            }
            step();
        }
    }

    private void step() {
        var before = passedFrames;
        passedFrames += Math.max(1, mapFrames() / 8);
        Expect.that(
                format.nanosFor(before) < 60_000_000_000L,
                "the device has passed " + counted + " bytes after a minute of " + format);
        var now = bench.clock().nanoTime();
        bench.clock().pass(Math.max(0, startNanos + format.nanosFor(passedFrames) - now));
    }

    /** Writes stream bytes from one place up to another to where they belong in the ring; silence after the end. */
    private long write(byte[] bytes, long from, long to) {
        var at = from;
        while (at < to) {
            var place = (int) (at % mapSize);
            var run = (int) Math.min(to - at, mapSize - place);
            var chunk = silence(run);
            if (at < bytes.length) {
                System.arraycopy(bytes, (int) at, chunk, 0, (int) Math.min(run, bytes.length - at));
            }
            put(place, chunk);
            at += run;
        }
        return Math.max(from, to);
    }

    /** Everything captured until so many bytes have come, in order. */
    byte[] record(long byteCount) {
        var record = new ByteArrayOutputStream();
        while (record.size() < byteCount) {
            step();
            var reached = look();
            while (record.size() < reached) {
                var place = record.size() % mapSize;
                var run = (int) Math.min(reached - record.size(), mapSize - place);
                record.writeBytes(get(place, run));
            }
        }
        return record.toByteArray();
    }

    // ---- the end

    /** The last reference goes, if there is one. */
    void release() {
        Bench.releaseQuietly(channel);
    }
}
