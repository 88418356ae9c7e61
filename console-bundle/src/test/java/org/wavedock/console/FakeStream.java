// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Segment;
import org.wavedock.stream.StreamRequest;
import org.wavedock.stream.StreamSnapshot;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;

/** A stream on a clock that moves only while somebody waits in it, and then 10 ms at a time. */
final class FakeStream implements AudioStream {
    private static final long TICK = Duration.ofMillis(10).toNanos();

    final List<String> events = new ArrayList<>();
    final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final StreamRequest request;
    private final long historyFrames;
    private String device = "sim0";
    private StreamState state = StreamState.PAUSE;
    private long written;
    private long rendered;
    long standsAt = Long.MAX_VALUE;

    FakeStream(StreamRequest request) {
        this.request = request;
        historyFrames = request.format().framesIn(request.history().toNanos());
    }

    private void tick() {
        if (state == StreamState.RUN) {
            rendered = Math.min(
                    Math.min(written, standsAt), rendered + request.format().framesIn(TICK));
        }
    }

    void leaveDevice() {
        device = null;
    }

    @Override
    public StreamRequest request() {
        return request;
    }

    @Override
    public void start() {
        events.add("start at " + written);
        state = StreamState.RUN;
    }

    @Override
    public void pause() {
        state = StreamState.PAUSE;
    }

    @Override
    public int write(ByteBuffer source, Duration timeout) throws AudioException {
        var frameBytes = request.format().frameBytes();
        var end = timeout.toNanos();
        for (var waited = 0L; written - rendered >= historyFrames; waited += TICK) {
            if (waited >= end) {
                throw timedOut();
            }
            tick();
        }
        var frames = Math.min(source.remaining() / frameBytes, historyFrames - (written - rendered));
        var bytes = new byte[(int) frames * frameBytes];
        source.get(bytes);
        heard.writeBytes(bytes);
        written += frames;
        return bytes.length;
    }

    @Override
    public int read(ByteBuffer destination, Duration timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void drain(Duration timeout) throws AudioException {
        var end = timeout.toNanos();
        for (var waited = 0L; rendered < written; waited += TICK) {
            if (waited >= end) {
                throw timedOut();
            }
            tick();
        }
    }

    private AudioException timedOut() {
        return new AudioException(device == null ? Reason.DEVICE_NOT_READY : Reason.IO_TIMEOUT, "too long");
    }

    @Override
    public SwapReport swapTo(String to, Duration timeout) throws AudioException {
        if (to.equals("broken")) {
            throw new AudioException(Reason.FORMAT_NOT_SUPPORTED, "broken cannot do it");
        }
        events.add("swap to " + to + " at " + rendered);
        device = to;
        return new SwapReport("?", to, SwapReason.REQUESTED, rendered, 0, 0, 0, 0, request.format(), request.format());
    }

    @Override
    public double gain() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void gain(double gain) {
        events.add("gain " + gain);
    }

    @Override
    public StreamSnapshot snapshot() {
        return new StreamSnapshot(
                request.name(),
                state,
                device,
                device == null ? null : request.format(),
                written,
                rendered,
                0,
                0,
                0,
                0,
                List.of(new Segment("sim0", 0, 0, rendered, 0, rendered, true)));
    }

    @Override
    public List<SwapReport> swaps() {
        return List.of();
    }

    @Override
    public void onSwap(Consumer<SwapReport> listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        state = StreamState.STOP;
    }
}
