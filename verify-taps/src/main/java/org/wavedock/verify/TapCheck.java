// SPDX-License-Identifier: Apache-2.0
package org.wavedock.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.wavedock.verify.Report.Segment;

/** Compares every tap with the input: the input's frames inside the segments, silence outside them, and nothing else. */
final class TapCheck {
    private static final int BLOCK_BYTES = 1 << 18;

    private final WavFile input;
    private final Report report;
    private final Path folder;
    private final Findings findings;
    private final int blockFrames;
    private final ByteBuffer expected;
    private final ByteBuffer heard;
    private final ByteBuffer silence;

    TapCheck(WavFile input, Report report, Path folder, Findings findings) {
        this.input = input;
        this.report = report;
        this.folder = folder;
        this.findings = findings;
        var frameBytes = input.format().frameBytes();
        blockFrames = Math.max(1, BLOCK_BYTES / frameBytes);
        expected = ByteBuffer.allocateDirect(blockFrames * frameBytes);
        heard = ByteBuffer.allocateDirect(blockFrames * frameBytes);
        silence = ByteBuffer.allocateDirect(blockFrames * frameBytes);
        while (silence.hasRemaining()) {
            silence.put(input.format().silence());
        }
    }

    void run() throws IOException {
        var names = new TreeSet<>(report.taps().keySet());
        report.segments().forEach(segment -> names.add(segment.tap()));
        for (var name : names) {
            var segments = report.segments().stream()
                    .filter(segment -> segment.tap().equals(name))
                    .toList();
            var played = withoutReplacedDoubt(segments);
            checkOrder(played);
            checkTap(name, played);
        }
    }

    /** What may have been played was not, where something else begins. */
    private static List<Segment> withoutReplacedDoubt(List<Segment> segments) {
        var played = new ArrayList<Segment>();
        for (var i = 0; i < segments.size(); i++) {
            var end = i + 1 < segments.size() ? segments.get(i + 1).tapFrame() : Long.MAX_VALUE;
            played.add(segments.get(i).doubtfulOnlyTo(end));
        }
        return played;
    }

    private void checkOrder(List<Segment> segments) {
        for (var i = 1; i < segments.size(); i++) {
            if (segments.get(i).tapFrame() < segments.get(i - 1).tapEnd()) {
                findings.add("the " + segments.get(i) + " begins at tap frame "
                        + segments.get(i).tapFrame() + ", before the previous one there ends");
            }
        }
    }

    private void checkTap(String name, List<Segment> segments) throws IOException {
        var file = report.taps().get(name);
        if (file == null) {
            findings.add("the report names no tap " + name + ", which has " + segments.size() + " segments");
            return;
        }
        var path = folder.resolve(file);
        if (!Files.isRegularFile(path)) {
            findings.add("the tap " + name + " is missing: " + path);
            return;
        }
        try (var tap = WavFile.open(path)) {
            if (!tap.format().equals(input.format())) {
                findings.add(path + " has " + tap.format() + ", the input has " + input.format());
                return;
            }
            if (tap.claimedFrames() != tap.frames()) {
                findings.add(path + " is truncated: its header says " + tap.claimedFrames() + " frames, it has "
                        + tap.frames());
            }
            checkTap(new Tap(path, tap), segments);
        }
    }

    /** A tap with its name. */
    private record Tap(Path path, WavFile file) {}

    private void checkTap(Tap tap, List<Segment> segments) throws IOException {
        var at = 0L;
        for (var segment : segments.stream()
                .sorted(Comparator.comparingLong(Segment::tapFrame))
                .toList()) {
            checkSilence(tap, at, segment.tapFrame());
            checkSegment(tap, segment.doubtfulOnlyTo(tap.file().frames()));
            at = Math.max(at, segment.tapEnd());
        }
        checkSilence(tap, at, tap.file().frames());
    }

    private void checkSilence(Tap tap, long from, long to) throws IOException {
        var end = Math.min(to, tap.file().frames());
        for (var frame = from; frame < end; frame += blockFrames) {
            var count = (int) Math.min(blockFrames, end - frame);
            load(tap.file(), frame, count, heard);
            silence.clear().limit(heard.limit());
            var different = heard.mismatch(silence);
            if (different >= 0) {
                findings.add(tap.path() + " is not silent at tap frame " + (frame + inFrames(different))
                        + ", outside every segment");
                return;
            }
        }
    }

    private void checkSegment(Tap tap, Segment segment) throws IOException {
        if (segment.tapEnd() > tap.file().frames()) {
            findings.add("the " + segment + " ends at tap frame " + segment.tapEnd() + ", but " + tap.path()
                    + " has only " + tap.file().frames());
            return;
        }
        if (segment.streamEnd() > input.frames()) {
            findings.add("the " + segment + " ends at stream frame " + segment.streamEnd() + ", but the input has only "
                    + input.frames());
            return;
        }
        for (var done = 0L; done < segment.frames(); done += blockFrames) {
            var count = (int) Math.min(blockFrames, segment.frames() - done);
            load(tap.file(), segment.tapFrame() + done, count, heard);
            load(input, segment.streamFrame() + done, count, expected);
            var different = segment.confirmed() ? inFrames(heard.mismatch(expected)) : firstForeignFrame();
            if (different >= 0) {
                findings.add(tap.path() + " differs from the input at tap frame "
                        + (segment.tapFrame() + done + different) + ", which should be stream frame "
                        + (segment.streamFrame() + done + different) + (segment.confirmed() ? "" : " or silence"));
                return;
            }
        }
    }

    /** The first frame that is neither the expected one nor silence, or -1. */
    private int firstForeignFrame() {
        var size = input.format().frameBytes();
        for (var at = 0; at < heard.limit(); at += size) {
            var frame = heard.slice(at, size);
            if (!frame.equals(expected.slice(at, size)) && !frame.equals(silence.slice(0, size))) {
                return at / size;
            }
        }
        return -1;
    }

    private int inFrames(int bytes) {
        return bytes < 0 ? -1 : bytes / input.format().frameBytes();
    }

    private void load(WavFile file, long frame, int count, ByteBuffer target) throws IOException {
        target.clear().limit(count * input.format().frameBytes());
        file.read(frame, target);
    }
}
