// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Conversion;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** A client that renders: whatever it writes can be told from everything else that is heard. */
final class Player extends Client {
    private static final int MOST_FRAMES = 6_000;
    private static final long MILLI = 1_000_000;
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final class Song {
        private final int number;
        private final RenderAudit audit;
        /** How far it writes ahead of what is heard; 0 for as far as it may. */
        private final int ahead;

        private long written;
        private boolean runs;

        Song(int number, RenderAudit audit, int ahead) {
            this.number = number;
            this.audit = audit;
            this.ahead = ahead;
        }

        int mostFrames() {
            return ahead == 0
                    ? MOST_FRAMES
                    : (int) Math.max(1, ahead - written + stream().snapshot().framesRendered());
        }

        AudioStream stream() {
            return audit.stream();
        }
    }

    private final List<Song> played = new ArrayList<>();
    private Song song;

    Player(World world, Dice dice) {
        super(world, dice);
    }

    @Override
    long act() {
        if (song == null) {
            open();
            return dice().between(0, 20 * MILLI);
        }
        if (hasEnded(song.audit.policy())) {
            closeForGood();
            return dice().between(0, 20 * MILLI);
        }
        switch (dice().below(64)) {
            case 0, 1 -> bounce();
            case 2, 3, 4 -> mayBlock(() -> swap(song.audit.policy()));
            case 5 -> mayBlock(this::drain);
            case 6 -> {
                return dice().between(0, 400 * MILLI);
            }
            case 7 -> mayBlock(this::closeForGood);
            default -> write();
        }
        return dice().oneIn(8) ? dice().between(0, 60 * MILLI) : dice().between(0, 12 * MILLI);
    }

    private void mayBlock(Runnable call) {
        if (mayWait()) {
            call.run();
        }
    }

    private void open() {
        var number = world().takeNumber();
        if (number == 0) {
            return;
        }
        var request = request(number);
        world().trace().say("%s opens: %s, lead %s", request.name(), request.format(), request.lead());
        var opened = attempt(request.name() + " open", OPEN, () -> {
            var stream = world().board().open(request);
            song = new Song(number, world().add(number, new RenderAudit(number, stream, world())), ahead(request));
            stream.start();
            song.runs = true;
        });
        if (!opened) {
            world().giveBackNumber(number);
        }
    }

    private int ahead(StreamRequest request) {
        var lead = request.format().framesIn(request.lead().toNanos());
        return dice().oneIn(3) ? (int) lead * dice().pick(1, 2) : 0;
    }

    private StreamRequest request(int number) {
        var encoding = dice().oneIn(2) ? Encoding.S16 : Encoding.S32;
        var rate = dice().pick(8_000, 11_025, 16_000, 48_000);
        var request = StreamRequest.render(
                        "song" + number, new WaveFormat(rate, encoding == Encoding.S16 ? 2 : 1, encoding))
                .through(anyPorts())
                // What is converted cannot be told by its words.
                .converting(Conversion.NONE);
        if (dice().oneIn(3)) {
            var lead = Duration.ofMillis(dice().pick(10, 20, 80));
            request = request.buffered(lead, lead.multipliedBy(dice().between(5, 12)));
        }
        var placed = anyPolicy(request);
        return dice().oneIn(8) ? placed.exclusively() : placed;
    }

    private void bounce() {
        if (song.runs) {
            song.stream().pause();
        } else {
            song.stream().start();
        }
        song.runs = !song.runs;
        world().trace().say("song%d %s", song.number, song.runs ? "starts" : "pauses");
        // However short a pause is, patience begins anew.
        world().look();
    }

    private void drain() {
        var patience = patience();
        attempt("song" + song.number + " drain", patience, () -> song.stream().drain(patience));
    }

    private void closeForGood() {
        var closing = song;
        song = null;
        played.add(closing);
        closing.audit.closes();
        close(closing.stream());
    }

    private void write() {
        var most = dice().oneIn(4) ? MOST_FRAMES : MOST_FRAMES / 8;
        write(song, dice().below(1 + Math.min(most, song.mostFrames())), patience());
        if (!song.runs && dice().oneIn(4)) {
            bounce();
        }
    }

    /** One call, as much as it takes. */
    private void write(Song to, int frames, Duration timeout) {
        var source = ByteBuffer.allocate(frames * Gear.FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (var i = 0; i < frames; i++) {
            source.putInt(Ether.word(to.number, to.written + i));
        }
        source.flip();
        attempt("song" + to.number + " write", timeout, () -> take(to, source, timeout));
    }

    private void take(Song to, ByteBuffer source, Duration timeout) throws AudioException {
        // Counted before anybody else can run: a call that waits has taken nothing yet.
        to.written += to.stream().write(source, timeout) / Gear.FRAME_BYTES;
    }

    @Override
    void finish() {
        if (song != null) {
            var last = song;
            if (hasEnded(last.audit.policy())) {
                closeForGood();
                return;
            }
            unpin(last.audit.policy());
            last.stream().start();
            write(last, 2_000, LONG);
            var inTime = attempt(
                    "song" + last.number + " last drain",
                    LONG,
                    () -> last.stream().drain(LONG));
            if (!inTime && hasEnded(last.audit.policy())) {
                closeForGood();
                return;
            }
            if (!inTime) {
                world().verdict().broken(Invariant.EVERYTHING_ENDS, "song%d does not come to its end", last.number);
                return;
            }
            last.audit.drained(last.written);
            closeForGood();
        }
    }

    @Override
    void abort() {
        if (song != null) {
            closeForGood();
        }
    }

    @Override
    void reckon() {
        for (var each : played) {
            each.audit.closed(each.written);
        }
    }
}
