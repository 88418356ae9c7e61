// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The runtime, in lives drawn from the commit")
class SeedsTest {
    private static final int SEEDS = 3_000;
    private static final long MOST_NANOS = 75_000_000_000L;
    /** What even a machine that is busy with other things lives in that time. */
    private static final int FEWEST = 20;

    @Test
    @DisplayName("keeps every invariant")
    void keepsEveryInvariant() throws Exception {
        var first = first();
        var from = System.nanoTime();
        var campaign = new Campaign(first);
        campaign.run(SEEDS, () -> System.nanoTime() - from > MOST_NANOS, so -> {});
        var totals = campaign.totals();
        System.out.println("simulated " + totals.get("seeds") + " seeds from " + first + ": " + totals.all());
        assertThat(campaign.failures().stream()
                        .map(failure -> failure.broken() + ": " + failure.how() + "; ./wavedock simulate --replay "
                                + failure.seed())
                        .toList())
                .isEmpty();
        assertThat(totals.get("seeds")).isGreaterThan(FEWEST);
        assertThat(totals.get("planned swaps")).isGreaterThan(FEWEST);
        assertThat(totals.get("losses")).isPositive();
        assertThat(totals.get("frames dropped")).isPositive();
    }

    /** Other seeds for each commit; the same where there is no repository. */
    private static long first() throws InterruptedException {
        try {
            var git = new ProcessBuilder("git", "rev-parse", "HEAD")
                    .redirectErrorStream(true)
                    .start();
            var commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? Long.parseUnsignedLong(commit.substring(0, 12), 16) : 1;
        } catch (IOException e) {
            return 1;
        }
    }
}
