// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wavedock.console.soak.Account.Sums;
import org.wavedock.stream.Segment;

@DisplayName("An account")
class AccountTest {
    private static Segment segment(long streamFrame, long frames, boolean confirmed) {
        return new Segment("card", 0, 0, frames, streamFrame, frames, confirmed);
    }

    private static List<String> found(Sums said, boolean mayEndEarly, Segment... segments) {
        var violations = new Violations();
        new Account(List.of(segments), 1_000).check("voice", said, mayEndEarly, violations);
        return violations.list();
    }

    @Test
    @DisplayName("agrees with a ledger that adds up, repetitions and doubts included")
    void agrees() {
        var plain = new Sums(300, 300, 0, 0);
        assertThat(found(plain, false, segment(1_000, 100, true), segment(1_100, 200, true)))
                .isEmpty();
        var repeated = new Sums(300, 300, 0, 20);
        assertThat(found(repeated, false, segment(1_000, 100, true), segment(1_080, 220, true)))
                .isEmpty();
        var doubtful = new Sums(300, 300, 0, 40);
        assertThat(found(
                        doubtful,
                        false,
                        segment(1_000, 100, true),
                        segment(1_100, 40, false),
                        segment(1_100, 200, true)))
                .isEmpty();
        var closed = new Sums(300, 100, 200, 0);
        assertThat(found(closed, true, segment(1_000, 100, true))).isEmpty();
    }

    @Test
    @DisplayName("finds each sum that is wrong by a frame")
    void findsWrongSums() {
        for (var wrong : List.of(
                new Sums(300, 299, 0, 0),
                new Sums(300, 301, 0, 0),
                new Sums(300, 300, 1, 0),
                new Sums(300, 300, 0, 1),
                new Sums(301, 300, 0, 0))) {
            assertThat(found(wrong, false, segment(1_000, 300, true)))
                    .as("%s", wrong)
                    .isNotEmpty();
        }
    }

    @Test
    @DisplayName("lets a lost device keep what it had in its FIFO, if its segment says so, and no more")
    void knowsFifos() {
        var sums = new Sums(500, 380, 120, 0);
        assertThat(found(sums, false, segment(1_000, 100, true), segment(1_100, 120, false), segment(1_220, 280, true)))
                .isEmpty();
        assertThat(found(sums, false, segment(1_000, 100, true), segment(1_100, 119, false), segment(1_220, 280, true)))
                .singleElement()
                .asString()
                .contains("frame 1219 was left out");
        var more = new Sums(500, 379, 121, 0);
        assertThat(found(more, false, segment(1_000, 100, true), segment(1_100, 121, false), segment(1_221, 279, true)))
                .singleElement()
                .asString()
                .contains("121 frames in a row");
        assertThat(found(new Sums(100, 90, 10, 0), false, segment(1_000, 90, true), segment(1_090, 10, false)))
                .singleElement()
                .asString()
                .contains("the last 10 were not heard");
    }

    @Test
    @DisplayName("finds frames that were left out, at a close too, unless it is the end")
    void findsGaps() {
        var much = new Sums(3_000, 2_990, 10, 0);
        assertThat(found(much, true, segment(1_000, 100, true), segment(1_110, 2_890, true)))
                .singleElement()
                .asString()
                .contains("frame 1100 was left out");
        var sums = new Sums(300, 290, 10, 0);
        assertThat(found(sums, true, segment(1_000, 200, true), segment(1_210, 90, true)))
                .isEmpty();
        assertThat(found(sums, false, segment(1_000, 200, true), segment(1_210, 90, true)))
                .singleElement()
                .asString()
                .contains("frame 1200 was left out");
        assertThat(found(sums, false, segment(1_000, 290, true))).isNotEmpty();
        assertThat(found(sums, true, segment(1_000, 290, true))).isEmpty();
    }
}
