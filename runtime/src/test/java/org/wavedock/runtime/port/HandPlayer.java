// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.WaveFormat;

/** A render pin on a {@link HandDevice}, a client that writes noise without a silent byte, and a clock. */
final class HandPlayer {
    static final long MILLI = 1_000_000;
    private static final int CONTENT = 4_000_000;

    /** Frames that the device passed, by the pin's own account. */
    record Piece(long deviceFrame, long streamFrame, long frames, boolean confirmed) {}

    final HandDevice device;
    final RenderPin pin;
    final List<Piece> pieces = new ArrayList<>();
    long now = 5_000 * MILLI;
    private final WaveFormat format;
    private final FrameRing source;
    private final byte[] content = new byte[CONTENT];
    private int written;
    private long started;
    private long devicePassed;

    HandPlayer(WaveFormat format, int ringFrames) {
        this(format, new HandDevice(format, false, ringFrames * format.frameBytes()));
    }

    HandPlayer(WaveFormat format, HandDevice device) {
        this.format = format;
        this.device = device;
        source = new FrameRing(format.sampleRate() * 5, format.frameBytes());
        pin = new RenderPin(device.opened(), format, source, new PinTerms(40 * MILLI, 0, 0));
        new Random(11).nextBytes(content);
        for (var i = 0; i < CONTENT; i++) {
            var silent = content[i] == format.encoding().silence();
            content[i] = silent ? 1 : content[i];
        }
    }

    int frameBytes() {
        return format.frameBytes();
    }

    /** The client writes so many frames more. */
    void write(int frames) {
        var bytes = format.frameBytes();
        source.append(ByteBuffer.wrap(content, written * bytes, frames * bytes), frames);
        written += frames;
    }

    void start() throws AudioException {
        pin.fill();
        pin.start(now);
        started = now;
        devicePassed = 0;
    }

    /** The device goes on for so long; nobody looks. */
    void play(long nanos) {
        now += nanos;
        var reached = format.framesIn(now - started);
        device.advance(reached - devicePassed);
        devicePassed = reached;
    }

    /** The device goes on for so long, then the pin is serviced. */
    void pass(long nanos) {
        play(nanos);
        service();
    }

    void service() {
        pin.pass(now);
        account();
    }

    void account() {
        pin.log()
                .drainTo(
                        (at, there, stream, frames, confirmed) -> pieces.add(new Piece(at, stream, frames, confirmed)));
    }

    /** The bytes of some frames of what the client wrote. */
    byte[] sent(long from, long to) {
        var bytes = format.frameBytes();
        return Arrays.copyOfRange(content, (int) from * bytes, (int) to * bytes);
    }

    /** The bytes of some frames of what was heard. */
    byte[] heard(long from, long to) {
        var bytes = format.frameBytes();
        return Arrays.copyOfRange(device.heard.toByteArray(), (int) from * bytes, (int) to * bytes);
    }

    byte[] silence(long frames) {
        var silent = new byte[(int) frames * format.frameBytes()];
        Arrays.fill(silent, format.encoding().silence());
        return silent;
    }
}
