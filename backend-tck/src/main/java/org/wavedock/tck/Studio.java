// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.wavedock.runtime.engine.DeviceOrigin;
import org.wavedock.runtime.engine.Switchboard;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Segment;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/** The engine with the device under test and a simulated card, and one stream whose every byte is known. */
final class Studio implements AutoCloseable {
    static final String PARTNER = "tck-partner";

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final long TENTH_NANOS = 100_000_000;
    private static final long TESTED_ID = 1;
    private static final long PARTNER_ID = 2;

    private final Bench bench;
    private final Direction direction;
    private final WaveFormat format;
    private final Switchboard board;
    private final Card partner;
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private AudioStream stream;
    /** How often the device under test was started by the stream. */
    private int visits;

    Studio(Bench bench, Direction direction) throws AudioException {
        this.bench = bench;
        this.direction = direction;
        format = bench.format(direction);
        board = new Switchboard(bench.clock().scheduler());
        partner = new Card(
                CardSettings.of(Map.of("name", PARTNER, "render.to", "memory", "capture.from", "counter")),
                bench.clock(),
                new CardRegistry());
        board.add(bench.provider(), new DeviceOrigin(1, "tested", TESTED_ID));
        board.add(partner, new DeviceOrigin(0, "tck", PARTNER_ID));
    }

    String tested() {
        return bench.provider().description().name();
    }

    void openOn(String device) throws AudioException {
        count(device);
        stream = board.open(
                direction == Direction.RENDER
                        ? StreamRequest.render("tck", format).on(device)
                        : StreamRequest.capture("tck", format).on(device));
        stream.start();
    }

    private void count(String device) {
        visits += device.equals(PARTNER) ? 0 : 1;
    }

    void swapTo(String device) throws AudioException {
        count(device);
        stream.swapTo(device, LONG);
    }

    /** The device's service goes, as if its bundle were stopped. */
    void leave() {
        board.remove(TESTED_ID);
    }

    /** Lets the stream stand for a while. */
    void pause() {
        stream.pause();
        visits++;
        bench.clock().pass(2 * TENTH_NANOS);
        stream.start();
    }

    private int tenths(int count) {
        return count * (format.sampleRate() / 10) * format.frameBytes();
    }

    /** Writes so many tenths of a second and lets one pass, so that the device has a part of them. */
    void write(int tenths) throws AudioException {
        var bytes = Bench.noise(passed.size(), tenths(tenths));
        var source = ByteBuffer.wrap(bytes);
        while (source.hasRemaining()) {
            stream.write(source, LONG);
        }
        passed.writeBytes(bytes);
        bench.clock().pass(TENTH_NANOS);
    }

    /** Reads so many tenths of a second. */
    void read(int tenths) throws AudioException {
        var target = ByteBuffer.allocate(tenths(tenths));
        while (target.hasRemaining()) {
            stream.read(target, LONG);
        }
        passed.writeBytes(target.array());
    }

    /** All is heard, and each segment of the account is where it was heard. */
    void finish() throws AudioException {
        stream.drain(LONG);
        stream.close();
        var account = stream.snapshot();
        Expect.equal((long) passed.size() / format.frameBytes(), account.framesSubmitted(), "the frames submitted");
        Expect.equal(account.framesSubmitted(), account.framesRendered(), "the frames rendered");
        for (var segment : account.segments()) {
            if (segment.confirmed() && isKnown(segment)) {
                expectBytes(segment);
            }
        }
    }

    /** Of a device that may be heard a little after a stop, only what came before the first stop has a known place. */
    private boolean isKnown(Segment segment) {
        if (segment.device().equals(PARTNER)) {
            return true;
        }
        if (direction == Direction.CAPTURE) {
            return bench.has(Ability.CAPTURED);
        }
        return bench.has(Ability.HEARD) && (visits == 1 || bench.has(Ability.EXACT_STOP));
    }

    private void expectBytes(Segment segment) {
        var heard = segment.device().equals(PARTNER)
                ? partner.rendered(segment.substream())
                : bench.device().heard(segment.substream());
        var written = part(passed.toByteArray(), segment.streamFrame(), segment.frames());
        Expect.bytes(written, part(heard, segment.deviceFrame(), segment.frames()), "heard of " + segment);
    }

    private byte[] part(byte[] bytes, long frame, long frames) {
        var from = (int) Math.min(bytes.length, format.bytes(frame));
        return Arrays.copyOfRange(bytes, from, (int) Math.min(bytes.length, from + format.bytes(frames)));
    }

    void expectNothingLost() {
        Expect.equal(0L, stream.snapshot().framesLost(), "the frames lost");
    }

    void expectNothingRepeated() {
        Expect.equal(0L, stream.snapshot().framesRepeated(), "the frames repeated");
    }

    /** The stream was on these devices, in this order. */
    void expectOn(String... devices) {
        var seen = new ArrayList<String>();
        for (var segment : stream.snapshot().segments()) {
            if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(segment.device())) {
                seen.add(segment.device());
            }
        }
        Expect.equal(List.of(devices), seen, "the devices that the stream was on");
    }

    /** What was read is what the devices had at each place of the account. */
    void expectCaptured() {
        var delivered = 0L;
        for (var segment : stream.snapshot().segments()) {
            var frames = Math.min(segment.frames(), passed.size() / format.frameBytes() - delivered);
            if (!segment.device().equals(PARTNER) && isKnown(segment)) {
                var expected =
                        bench.device().captured(format, segment.substream(), segment.deviceFrame(), (int) frames);
                Expect.bytes(expected, part(passed.toByteArray(), delivered, frames), "captured of " + segment);
            }
            delivered += frames;
        }
        Expect.equal(passed.size() / format.frameBytes(), (int) delivered, "the frames of all segments");
    }

    @Override
    public void close() {
        board.end();
        partner.close();
    }
}
