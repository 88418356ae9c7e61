// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wavedock.wave.WaveFileHeader;

/**
 * Compares what cards recorded with what ledgers claim: inside a claim its frames, silence outside of all, and nothing else.
 * Files are read in one go from the first frame to the last and need no memory.
 */
final class Recordings {
    private static final String ENDING = ".wav";
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final Violations violations;
    private long framesHeard;

    Recordings(Path folder, Violations violations) {
        this.folder = folder;
        this.violations = violations;
    }

    /** Frames of audio, not of silence, that were found in the recordings. */
    long framesHeard() {
        return framesHeard;
    }

    void compare(List<Claim> claims) throws IOException {
        var byRecording = claims.stream().collect(Collectors.groupingBy(Claim::recording));
        var names = new TreeSet<>(byRecording.keySet());
        names.addAll(recorded());
        for (var name : names) {
            compare(name, byRecording.getOrDefault(name, List.of()));
        }
    }

    private List<String> recorded() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .toList();
        }
    }

    private void compare(String name, List<Claim> claims) throws IOException {
        var file = folder.resolve(name + ENDING);
        var byCertainty = claims.stream()
                .sorted(Comparator.comparingLong(Claim::start))
                .collect(Collectors.partitioningBy(claim -> claim.segment().confirmed()));
        var certain = byCertainty.get(true);
        requireApart(certain);
        if (!Files.exists(file)) {
            violations.require(certain.isEmpty(), "there is no recording " + name + ", but " + certain);
            return;
        }
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
            var frames = WaveFileHeader.read(in).dataBytes() / Numbering.FORMAT.frameBytes();
            listen(name, frames, in, new Expected(certain, byCertainty.get(false)));
            certain.stream()
                    .filter(claim -> claim.end() > frames)
                    .forEach(claim -> violations.add("recording " + name + " has " + frames + " frames, but " + claim));
        }
    }

    private void requireApart(List<Claim> claims) {
        for (var i = 1; i < claims.size(); i++) {
            var before = claims.get(i - 1);
            var claim = claims.get(i);
            violations.require(before.end() <= claim.start(), before + " overlaps with " + claim);
        }
    }

    /** The first difference of each recording is told; what comes after it mostly follows from it. */
    private void listen(String name, long frames, DataInputStream in, Expected expected) throws IOException {
        for (var frame = 0L; frame < frames; frame++) {
            var heard = Long.reverseBytes(in.readLong());
            if (!Numbering.isSilence(heard)) {
                framesHeard++;
            }
            if (!expected.allows(heard, frame)) {
                violations.add("recording " + name + ", frame " + frame + ": heard " + Numbering.tell(heard)
                        + ", expected " + expected.tell(frame));
                return;
            }
        }
    }

    /** What may be heard where, asked from the first frame to the last. */
    private static final class Expected {
        private final List<Claim> certain;
        private final List<Claim> doubtful;
        private int next;

        Expected(List<Claim> certain, List<Claim> doubtful) {
            this.certain = certain;
            this.doubtful = doubtful;
        }

        boolean allows(long heard, long frame) {
            while (next < certain.size() && certain.get(next).end() <= frame) {
                next++;
            }
            if (isCertain(frame)) {
                return heard == certain.get(next).at(frame);
            }
            return Numbering.isSilence(heard)
                    || doubtful.stream().anyMatch(claim -> claim.covers(frame) && claim.at(frame) == heard);
        }

        private boolean isCertain(long frame) {
            return next < certain.size() && certain.get(next).covers(frame);
        }

        String tell(long frame) {
            if (isCertain(frame)) {
                var claim = certain.get(next);
                return Numbering.tell(claim.at(frame)) + " by " + claim;
            }
            var possible =
                    doubtful.stream().filter(claim -> claim.covers(frame)).toList();
            return "silence" + (possible.isEmpty() ? "" : " or " + possible);
        }
    }
}
