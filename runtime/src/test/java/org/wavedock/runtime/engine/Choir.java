// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wavedock.sim.card.Card;
import org.wavedock.stream.Segment;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;

/** Streams that share cards, and the sum that their ledgers say was heard, held against what was. */
final class Choir {
    private final Rig rig;
    private final List<Singer> singers = new ArrayList<>();
    /** Cards that were lost, perhaps with frames that somebody who had just stopped counted on. */
    private final Set<String> lost = new HashSet<>();

    private long compared;

    Choir(Rig rig) {
        this.rig = rig;
    }

    Singer join(String device) throws AudioException {
        var singer = new Singer(rig, device, singers.size());
        singers.add(singer);
        return singer;
    }

    Singer join(StreamRequest request) throws AudioException {
        var singer = new Singer(rig, request, singers.size());
        singers.add(singer);
        return singer;
    }

    List<Singer> singers() {
        return singers;
    }

    void lose(Card card) {
        lost.add(card.name());
        card.unplug();
    }

    /** Samples that were held against the sum. */
    long compared() {
        return compared;
    }

    /** Every sample that every card was heard to play is the sum, limited once, of what the ledgers say was there. */
    void verify() {
        var heard = rig.heard();
        var sums = new HashMap<String, long[]>();
        var doubtful = new HashMap<String, boolean[]>();
        heard.forEach((name, bytes) -> {
            sums.put(name, new long[bytes.length / 2]);
            doubtful.put(name, new boolean[bytes.length / 2]);
        });
        for (var singer : singers) {
            for (var segment : singer.stream.snapshot().segments()) {
                add(singer, segment, sums, doubtful);
            }
        }
        heard.forEach((name, bytes) -> compare(name, bytes, sums.get(name), doubtful.get(name)));
    }

    private void add(Singer singer, Segment segment, Map<String, long[]> sums, Map<String, boolean[]> doubtful) {
        assertThat(segment.substream()).isZero();
        var sum = sums.get(segment.device());
        var doubt = doubtful.get(segment.device());
        var end = segment.deviceFrame() + segment.frames();
        if (segment.confirmed() && !lost.contains(segment.device())) {
            assertThat(end).as("the end of %s on its card", segment).isLessThanOrEqualTo(sum.length / 2);
        }
        for (var i = 0L; i < segment.frames(); i++) {
            for (var channel = 0; channel < 2; channel++) {
                var at = (int) (segment.deviceFrame() + i) * 2 + channel;
                if (segment.confirmed() && at < sum.length) {
                    sum[at] += singer.sample(segment.streamFrame() + i, channel);
                } else if (at < doubt.length) {
                    doubt[at] = true;
                }
            }
        }
    }

    private void compare(String card, byte[] bytes, long[] sums, boolean[] doubtful) {
        for (var i = 0; i < sums.length; i++) {
            if (!doubtful[i]) {
                var sample = (short) (bytes[2 * i] & 0xFF | bytes[2 * i + 1] << 8);
                var limited = Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sums[i]));
                if (sample != limited) {
                    assertThat(sample)
                            .as("sample %d of frame %d of %s", i % 2, i / 2, card)
                            .isEqualTo((short) limited);
                }
                compared++;
            }
        }
    }
}
