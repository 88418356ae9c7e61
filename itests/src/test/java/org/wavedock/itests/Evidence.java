// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Segment;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.WaveFileHeader;

/** What the devices were heard to play, byte for byte. Whatever a stream lays claim to is erased; silence has to remain. */
final class Evidence {
    private static final String ENDING = ".wav";

    /** By device and substream: what was recorded, one entry for each start of a device that keeps no timeline. */
    private final Map<String, List<byte[]>> records = new HashMap<>();

    /** All recordings in a folder. */
    static Evidence of(Path folder) throws IOException {
        var evidence = new Evidence();
        try (var files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (var file : files) {
                var name = file.getFileName().toString().replace(ENDING, "");
                evidence.add(name, read(file));
            }
        }
        return evidence;
    }

    private static byte[] read(Path file) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            var header = WaveFileHeader.read(in);
            assertThat(header.format()).isEqualTo(Music.FORMAT);
            var audio = in.readAllBytes();
            assertThat(header.dataBytes()).as("the length that %s claims", file).isEqualTo(audio.length);
            return audio;
        }
    }

    /** Another record of a device; {@code NAME} or, for a further substream, {@code NAME-k}. */
    void add(String device, byte[] record) {
        records.computeIfAbsent(device, name -> new ArrayList<>()).add(record.clone());
    }

    /** Holds a stream's ledger against the records: each frame exactly once, in order, and where the ledger says. */
    void accept(AudioStream stream, Music music) {
        var account = stream.snapshot();
        assertThat(account.framesRepeated())
                .as("frames repeated of %s", account)
                .isZero();
        var next = 0L;
        for (var segment : account.segments()) {
            assertThat(segment.confirmed()).as("%s is confirmed", segment).isTrue();
            assertThat(segment.streamFrame())
                    .as("%s goes on where the one before ended", segment)
                    .isEqualTo(next);
            next += segment.frames();
        }
        acceptLate(stream, music);
    }

    /**
     * As {@link #accept}, on a machine that may be too busy to be in time: what came so late that it had to be played again,
     * or that a device went round and played old data, has to be counted. No swap is an excuse, and nothing may be missing.
     */
    void acceptLate(AudioStream stream, Music music) {
        var account = stream.snapshot();
        assertThat(account.framesSubmitted()).isEqualTo(music.written());
        assertThat(account.framesLost()).as("frames lost of %s", account).isZero();
        assertThat(account.framesRendered())
                .as("frames rendered of %s", account)
                .isEqualTo(music.written());
        var heard = new BitSet();
        var passed = 0L;
        for (var segment : account.segments()) {
            passed += segment.frames();
            if (segment.confirmed()) {
                heard.set((int) segment.streamFrame(), (int) (segment.streamFrame() + segment.frames()));
            }
        }
        assertThat(heard.nextClearBit(0)).as("first frame not in %s", account).isEqualTo(music.written());
        assertThat(account.framesRepeated())
                .as("frames repeated of %s", account)
                .isEqualTo(passed - music.written());
        claim(account.segments(), music);
        acceptSwaps(stream);
    }

    /** Each swap is a border between segments, and took nothing away. */
    private static void acceptSwaps(AudioStream stream) {
        var end = stream.snapshot().framesSubmitted();
        for (var swap : stream.swaps()) {
            assertThat(swap.framesLost()).as("lost in %s", swap).isZero();
            assertThat(swap.framesRepeated()).as("repeated in %s", swap).isZero();
            assertThat(swap)
                    .as("a swap at the end of %s, or where a segment begins", stream.snapshot())
                    .matches(border -> border.atFrame() == end || begins(stream, border));
        }
    }

    /** A device that leaves before it has played anything has no segment; whoever comes next begins at the same frame. */
    private static boolean begins(AudioStream stream, SwapReport swap) {
        var there = stream.swaps().stream()
                .filter(other -> other.atFrame() == swap.atFrame())
                .map(SwapReport::to)
                .toList();
        return stream.snapshot().segments().stream()
                .anyMatch(segment -> segment.streamFrame() == swap.atFrame() && there.contains(segment.device()));
    }

    /** Compares and erases what the segments say was heard; of what is not confirmed only what was. */
    void claim(List<Segment> segments, Music music) {
        var takes = takes(segments);
        for (var confirmed : new boolean[] {true, false}) {
            for (var i = 0; i < takes.size(); i++) {
                if (segments.get(i).confirmed() == confirmed) {
                    compare(segments.get(i), takes.get(i), music);
                }
            }
        }
    }

    /** The record that each segment is in. */
    private List<byte[]> takes(List<Segment> segments) {
        var starts = new HashMap<String, Integer>();
        var takes = new ArrayList<byte[]>();
        Segment before = null;
        for (var segment : segments) {
            var key = segment.device() + (segment.substream() == 0 ? "" : "-" + segment.substream());
            assertThat(records).as("record of %s", segment).containsKey(key);
            var all = records.get(key);
            if (isNewStart(before, segment)) {
                starts.merge(key, 1, Integer::sum);
            }
            takes.add(all.size() == 1 ? all.get(0) : all.get(starts.get(key) - 1));
            before = segment;
        }
        return takes;
    }

    private static boolean isNewStart(Segment before, Segment segment) {
        return before == null
                || !before.device().equals(segment.device())
                || segment.deviceFrame() < before.deviceFrame() + before.frames();
    }

    private static void compare(Segment segment, byte[] record, Music music) {
        var frameBytes = Music.FORMAT.frameBytes();
        for (var frame = 0L; frame < segment.frames(); frame++) {
            for (var i = 0; i < frameBytes; i++) {
                var at = (int) Music.FORMAT.bytes(segment.deviceFrame() + frame) + i;
                if (!segment.confirmed() && (at >= record.length || record[at] == 0)) {
                    continue;
                }
                var expected = music.at(segment.streamFrame() + frame, i);
                if (at >= record.length || record[at] != expected) {
                    var heard = at >= record.length ? "nothing" : Byte.toString(record[at]);
                    throw new AssertionError("frame " + frame + " of " + segment + ", byte " + i + ": expected "
                            + expected + ", heard " + heard);
                }
                record[at] = 0;
            }
        }
    }

    /** What no stream lays claim to was not heard. */
    void requireSilenceElsewhere() {
        records.forEach((device, takes) -> takes.forEach(record -> {
            for (var i = 0; i < record.length; i++) {
                if (record[i] != 0) {
                    throw new AssertionError(
                            "byte " + i + " of " + device + " is " + record[i] + " outside all segments");
                }
            }
        }));
    }
}
