// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.Policy.Absence;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** Plays one file on a platform of its own: cards up, stream, cards down, report. */
final class PlayJob {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * What is asked for.
     *
     * @param way on which device and how
     * @param gain how loud, 1 as in the file
     * @param orders what happens meanwhile
     * @param injections what goes wrong with simulated cards
     * @param speed which clock
     * @param taps the folder for taps, or null
     * @param report the file for the report, or null
     */
    record Plan(
            Way way,
            double gain,
            List<Order> orders,
            List<String> injections,
            Speed speed,
            String taps,
            String report) {}

    private final Platform platform;
    private final Terminal terminal;
    private final Plan plan;

    PlayJob(Platform platform, Terminal terminal, Plan plan) {
        this.platform = platform;
        this.terminal = terminal;
        this.plan = plan;
    }

    /** Plays; the input stays open. A playback that was stopped has its report too, and then fails all the same. */
    Playback run(AudioInput input) throws Failure {
        Schedule.requireWithin(plan.orders(), input);
        var path = Path.of(input.name());
        var report = plan.report() == null ? null : OutputFile.prepare(plan.report());
        if (report != null && report.isSameAs(path)) {
            throw Failure.usage("the report would overwrite the file to be played, " + plan.report());
        }
        var cards = Injection.into(platform.configurationFiles(), plan.injections());
        var taps = plan.taps() == null ? null : TapFolder.prepare(plan.taps(), cards, path);
        var tapped = taps == null ? cards : cards.stream().map(taps::tapped).toList();
        var heard = false;
        try {
            var attempt = play(input, tapped);
            var ledger = attempt.stream().snapshot();
            heard = !ledger.segments().isEmpty();
            if (attempt.failure() != null && !heard) {
                throw attempt.failure();
            }
            var files = taps == null ? Map.<String, String>of() : taps.files();
            var policy = PolicyOption.name(plan.way().policy());
            var playback = new Playback(
                    input.name(),
                    input.format(),
                    policy,
                    ledger,
                    attempt.stream().swaps(),
                    files);
            if (report != null) {
                PlayReport.write(playback, report);
            }
            if (attempt.failure() != null) {
                throw attempt.failure();
            }
            return playback;
        } finally {
            if (!heard && taps != null) {
                taps.discard();
            }
        }
    }

    /** A stream that is closed again, and why it did not play to the end, or null. */
    private record Attempt(AudioStream stream, Failure failure) {}

    private Attempt play(AudioInput input, List<ConfigurationFile> cards) throws Failure {
        Failure failure = null;
        try {
            var streams = platform.start(plan.speed(), cards);
            platform.bring(named());
            requireDevices(streams, input);
            return play(input, streams);
        } catch (Failure e) {
            failure = e;
            throw e;
        } finally {
            stopPlatform(failure);
        }
    }

    /** The devices that the command line names. */
    private List<String> named() {
        var named = plan.orders().stream().map(Order::device);
        return Stream.concat(plan.way().devices().stream(), named).toList();
    }

    private void stopPlatform(Failure earlier) throws Failure {
        try {
            platform.stop();
        } catch (Failure e) {
            if (earlier == null) {
                throw e;
            }
            earlier.addSuppressed(e);
        }
    }

    private void requireDevices(AudioStreams streams, AudioInput input) throws Failure {
        var way = plan.way();
        if (way.device() == null && streams.devices().isEmpty() && way.policy().absence() != Absence.DISCARD) {
            throw Failure.of(input.name() + " cannot be played: there is no device");
        }
        way.requireDevices(streams);
        for (var order : plan.orders()) {
            Devices.find(streams, order.device());
        }
    }

    private Attempt play(AudioInput input, AudioStreams streams) throws Failure {
        note(input.truncation());
        var told = input.truncation() != null;
        try (var stream = open(input, streams)) {
            note(ConvertOption.note(stream));
            var schedule = new Schedule(plan.orders(), input.format(), streams, platform.backends());
            var progress = new Progress(terminal, "playing", input.frames().orElse(-1));
            var patience = PolicyOption.patience(plan.way().policy(), plan.speed(), PATIENCE);
            var player = new Player(
                    stream, input, schedule, progress, new Player.Patience(platform.cancellation(), patience));
            try {
                player.play();
            } catch (Failure e) {
                return new Attempt(stream, e);
            }
            note(told ? null : input.truncation());
            return new Attempt(stream, null);
        }
    }

    private AudioStream open(AudioInput input, AudioStreams streams) throws Failure {
        var request = plan.way().of(StreamRequest.render(input.name(), input.format()));
        try {
            var stream = streams.open(request);
            if (plan.gain() != 1) {
                setGain(stream);
            }
            return stream;
        } catch (AudioException e) {
            throw e.reason() == Reason.NOT_FOUND
                    ? Failure.usage(e.getMessage())
                    : Failure.of(input.name() + " cannot be played: " + e.getMessage(), e);
        }
    }

    private void setGain(AudioStream stream) throws Failure {
        try {
            stream.gain(plan.gain());
        } catch (AudioException e) {
            stream.close();
            throw Failure.usage("--gain cannot be kept: " + e.getMessage());
        }
    }

    private void note(String line) {
        if (line != null) {
            terminal.note(line);
        }
    }
}
