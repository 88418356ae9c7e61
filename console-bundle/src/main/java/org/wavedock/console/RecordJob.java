// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFileWriter;
import org.wavedock.wave.WaveFormat;

/** Records one file on a platform of its own. What was recorded before it was stopped is kept, as a valid file. */
final class RecordJob {
    private static final Duration SLICE = Duration.ofMillis(100);
    private static final Duration CHUNK = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * What is asked for.
     *
     * @param way from which device and how
     * @param format of the file
     * @param frames how many
     * @param speed which clock
     */
    record Plan(Way way, WaveFormat format, long frames, Speed speed) {}

    private final Workplace workplace;
    private final Plan plan;
    private long recorded;

    RecordJob(Workplace workplace, Plan plan) {
        this.workplace = workplace;
        this.plan = plan;
    }

    void run(OutputFile file) throws Failure {
        var platform = workplace.platform();
        try {
            var streams = platform.start(plan.speed(), platform.configurationFiles());
            platform.bring(plan.way().devices());
            plan.way().requireDevices(streams);
            try (var stream = open(streams)) {
                var note = ConvertOption.note(stream);
                if (note != null) {
                    workplace.terminal().note(note);
                }
                record(stream, file);
                workplace.terminal().out().println(summary(stream, file));
            }
        } finally {
            platform.stop();
        }
    }

    private AudioStream open(AudioStreams streams) throws Failure {
        try {
            return streams.open(plan.way().of(StreamRequest.capture("record", plan.format())));
        } catch (AudioException e) {
            throw e.reason() == Reason.NOT_FOUND
                    ? Failure.usage(e.getMessage())
                    : Failure.of("cannot record: " + e.getMessage(), e);
        }
    }

    private void record(AudioStream stream, OutputFile file) throws Failure {
        try {
            try (var writer = new WaveFileWriter(file.part(), plan.format())) {
                copy(stream, writer);
            } finally {
                keep(file);
            }
        } catch (IOException e) {
            throw Failure.of("cannot write " + file.target() + ": " + Problem.of(e), e);
        } catch (AudioException e) {
            throw Failure.of("cannot record: " + e.getMessage() + kept(file), e);
        }
    }

    private void keep(OutputFile file) throws Failure {
        if (recorded > 0) {
            file.commit();
        } else {
            file.discard();
        }
    }

    private String kept(OutputFile file) {
        return recorded == 0 ? "" : "; " + file.target() + " has the first " + recorded + " frames";
    }

    private void copy(AudioStream stream, WaveFileWriter writer) throws Failure, IOException, AudioException {
        var format = plan.format();
        var stall = new Stall(PolicyOption.patience(plan.way().policy(), plan.speed(), PATIENCE));
        var progress = new Progress(workplace.terminal(), "recording", plan.frames());
        var chunk = ByteBuffer.allocateDirect(
                        Math.toIntExact(format.bytes(Math.max(1, format.framesIn(CHUNK.toNanos())))))
                .order(ByteOrder.nativeOrder());
        stream.start();
        try {
            while (recorded < plan.frames()) {
                workplace.platform().cancellation().check();
                chunk.clear();
                chunk.limit((int) Math.min(chunk.capacity(), format.bytes(plan.frames() - recorded)));
                try {
                    stream.read(chunk, SLICE);
                    stall.over();
                } catch (AudioException e) {
                    stall.after(e, SLICE, stream);
                }
                writer.write(chunk.flip());
                recorded = writer.frames();
                if (progress.isDue()) {
                    progress.show(recorded, stream.snapshot().device());
                }
            }
        } finally {
            progress.clear();
        }
    }

    private String summary(AudioStream stream, OutputFile file) {
        var format = plan.format();
        var ledger = stream.snapshot();
        return file.target() + ": " + format + ", " + Seconds.format(recorded, format.sampleRate()) + ", policy "
                + PolicyOption.name(plan.way().policy()) + ", " + recorded + " frames recorded, " + ledger.framesLost()
                + " lost, " + ledger.framesDropped() + " dropped";
    }
}
