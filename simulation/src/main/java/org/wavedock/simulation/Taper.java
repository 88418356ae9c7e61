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

/** A client that captures, at whatever pace. */
final class Taper extends Client {
    private static final long MILLI = 1_000_000;

    private static final class Tape {
        private final CaptureAudit audit;
        private long taken;
        private boolean runs;

        Tape(CaptureAudit audit) {
            this.audit = audit;
        }

        AudioStream stream() {
            return audit.stream();
        }
    }

    private final List<Tape> taped = new ArrayList<>();
    private Tape tape;

    Taper(World world, Dice dice) {
        super(world, dice);
    }

    @Override
    long act() {
        if (tape == null) {
            open();
            return dice().between(0, 20 * MILLI);
        }
        if (hasEnded(tape.audit.policy())) {
            closeForGood();
            return dice().between(0, 20 * MILLI);
        }
        switch (dice().below(48)) {
            case 0, 1 -> bounce();
            case 2, 3, 4 -> {
                if (mayWait()) {
                    swap(tape.audit.policy());
                }
            }
            case 5 -> {
                return dice().between(0, 1_200 * MILLI);
            }
            case 6 -> {
                if (mayWait() && dice().oneIn(2)) {
                    closeForGood();
                }
            }
            default -> read(dice().below(2_000), patience());
        }
        return dice().between(0, 40 * MILLI);
    }

    private void open() {
        var any = StreamRequest.capture("tape" + taped.size(), Ether.CAPTURED)
                .through(anyPorts())
                .converting(Conversion.NONE);
        var request = anyPolicy(any);
        attempt(request.name() + " open", OPEN, () -> {
            var opened = world().board().open(request);
            tape = new Tape(world().add(new CaptureAudit(world().captures().size(), opened, world())));
            opened.start();
            tape.runs = true;
        });
    }

    private void bounce() {
        if (tape.runs) {
            tape.stream().pause();
        } else {
            tape.stream().start();
        }
        tape.runs = !tape.runs;
        tape.audit.bounces();
        world().trace().say("%s %s", tape.stream().request().name(), tape.runs ? "starts" : "pauses");
    }

    private void read(int frames, Duration timeout) {
        var from = tape;
        var destination = ByteBuffer.allocate(frames * Gear.FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        attempt("tape read", timeout, () -> take(from, destination, timeout));
    }

    private void take(Tape from, ByteBuffer destination, Duration timeout) throws AudioException {
        from.stream().read(destination, timeout);
        destination.flip();
        while (destination.hasRemaining()) {
            from.audit.read(destination.getInt());
            from.taken++;
        }
    }

    private void closeForGood() {
        var closing = tape;
        tape = null;
        taped.add(closing);
        close(closing.stream());
    }

    @Override
    void finish() {
        if (tape != null) {
            if (!hasEnded(tape.audit.policy())) {
                unpin(tape.audit.policy());
                tape.stream().start();
                tape.audit.bounces();
            }
            read(2_000, Duration.ofSeconds(5));
            closeForGood();
        }
    }

    @Override
    void abort() {
        if (tape != null) {
            closeForGood();
        }
    }

    @Override
    void reckon() {
        for (var each : taped) {
            each.audit.closed(each.taken);
        }
    }
}
