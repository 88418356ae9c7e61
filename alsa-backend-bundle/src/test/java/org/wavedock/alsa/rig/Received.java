// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.rig;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What became of {@link Pattern#stereo} on its way: stretches of it, of silence and of neither.
 *
 * @param segments in order, without gaps; neighbours never continue each other
 * @param first where the pattern begins, in captured frames; -1 if it never does
 * @param distinct different frames of the pattern that arrived
 * @param lost frames between the lowest and the highest that arrived, that did not
 * @param repeated frames of the pattern that had arrived before
 * @param garbage frames that are neither pattern nor silence
 */
public record Received(List<Segment> segments, int first, long distinct, long lost, long repeated, long garbage) {
    /** What a frame is. */
    public enum Kind {
        SILENCE,
        PATTERN,
        GARBAGE
    }

    /**
     * Frames of a kind.
     *
     * @param at the first of them, in captured frames
     * @param from frame of the pattern that it is; -1 if it is none
     */
    public record Segment(Kind kind, int at, long from, int length) {
        boolean continues(Kind nextKind, long index) {
            return kind == nextKind && (kind != Kind.PATTERN || from + length == index);
        }

        Segment longer() {
            return new Segment(kind, at, from, length + 1);
        }
    }

    /**
     * Looks at captured frames, S16 stereo.
     *
     * @param played so many frames of the pattern were sent; a frame that claims to be a later one is garbage
     */
    public static Received of(byte[] captured, int played) {
        ByteBuffer words = ByteBuffer.wrap(captured).order(ByteOrder.LITTLE_ENDIAN);
        List<Segment> segments = new ArrayList<>();
        for (int at = 0; at < captured.length / 4; at++) {
            int word = words.getInt(4 * at);
            long index = Pattern.frameOf(word);
            Kind kind = word == 0 ? Kind.SILENCE : index < played ? Kind.PATTERN : Kind.GARBAGE;
            Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
            if (last != null && last.continues(kind, index)) {
                segments.set(segments.size() - 1, last.longer());
            } else {
                segments.add(new Segment(kind, at, kind == Kind.PATTERN ? index : -1, 1));
            }
        }
        return summed(segments);
    }

    private static Received summed(List<Segment> segments) {
        List<Segment> good =
                segments.stream().filter(s -> s.kind() == Kind.PATTERN).toList();
        BitSet seen = new BitSet();
        good.forEach(s -> seen.set((int) s.from(), (int) s.from() + s.length()));
        int distinct = seen.cardinality();
        int span = good.isEmpty() ? 0 : seen.length() - seen.nextSetBit(0);
        int first = good.isEmpty() ? -1 : good.get(0).at();
        long total = good.stream().mapToLong(Segment::length).sum();
        long garbage = segments.stream()
                .filter(s -> s.kind() == Kind.GARBAGE)
                .mapToLong(Segment::length)
                .sum();
        return new Received(List.copyOf(segments), first, distinct, span - distinct, total - distinct, garbage);
    }

    /** The frames from 0 to {@code frames}, all, in order, in one piece, and nothing else but silence around them. */
    public boolean exactly(int frames) {
        return garbage == 0
                && patterns().size() == 1
                && patterns().get(0).from() == 0
                && patterns().get(0).length() == frames;
    }

    /** The stretches of pattern. */
    public List<Segment> patterns() {
        return segments.stream().filter(s -> s.kind() == Kind.PATTERN).toList();
    }

    public int longestRun() {
        return patterns().stream().mapToInt(Segment::length).max().orElse(0);
    }

    /** Frames between two pieces of pattern that are not pattern. */
    public int gaps() {
        List<Segment> good = patterns();
        if (good.isEmpty()) {
            return 0;
        }
        Segment last = good.get(good.size() - 1);
        return last.at()
                + last.length()
                - first
                - good.stream().mapToInt(Segment::length).sum();
    }

    @Override
    public String toString() {
        return "first %d, distinct %d, lost %d, repeated %d, garbage %d, gaps %d; %s%s"
                .formatted(
                        first,
                        distinct,
                        lost,
                        repeated,
                        garbage,
                        gaps(),
                        segments.subList(0, Math.min(20, segments.size())),
                        segments.size() > 20 ? " and " + (segments.size() - 20) + " more" : "");
    }
}
