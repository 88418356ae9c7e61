// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ops4j.pax.exam.CoreOptions.vmOption;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.SwapReport;

/** A hundred generations of a backend under one stream leave nothing behind, neither while it plays nor after. */
public class LeakIT extends Platform {
    private static final int CYCLES = 100;
    private static final int REFRESH_EVERY = 10;
    /** The framework and the JDK make threads and buffers of their own when first used. */
    private static final int WARM_UP = 10;

    private static final Duration COLLECTION = Duration.ofSeconds(20);
    private static final Duration BETWEEN_COLLECTIONS = Duration.ofMillis(100);

    private final Music music = new Music(9);
    private final List<WeakReference<ClassLoader>> generations = new ArrayList<>();

    /** The JDK keeps as much direct memory for a thread that writes files as it once wrote at a time; that is not a leak. */
    @Override
    protected Option[] more() {
        return new Option[] {vmOption("-Djdk.nio.maxCachedBufferSize=0")};
    }

    @Before
    public void oneCard() throws Exception {
        card("sim0", 1);
    }

    @Test
    public void aHundredUpdatesUnderAStreamThatMovesLeaveNothingBehind() throws Exception {
        otherCard("other0", 0);
        var stream = survive();
        assertThat(stream.swaps()).hasSizeGreaterThanOrEqualTo(2 * (WARM_UP + CYCLES));
        assertThat(stream.swaps()).extracting(SwapReport::gapFrames).containsOnly(0L);
    }

    @Test
    public void aHundredUpdatesUnderAStreamThatWaitsLeaveNothingBehind() throws Exception {
        var stream = survive();
        assertThat(stream.swaps()).hasSizeGreaterThanOrEqualTo(WARM_UP + CYCLES);
    }

    /** With the stream open before and after, then with it closed, then byte for byte what was heard. */
    private AudioStream survive() throws Exception {
        var stream = open();
        stream.start();
        music.play(stream, 3 * Music.BEAT);
        update(stream, WARM_UP);
        awaitNoMoreThan(null);
        var before = Resources.of(context());
        update(stream, CYCLES);
        awaitNoMoreThan(before);
        stream.drain(LONG);
        stream.close();
        evidence().accept(stream, music);
        return stream;
    }

    private void update(AudioStream stream, int cycles) throws Exception {
        for (var cycle = 1; cycle <= cycles; cycle++) {
            generations.add(new WeakReference<>(sim.classLoader()));
            sim.update();
            if (cycle % REFRESH_EVERY == 0) {
                sim.refresh();
            }
            awaitDevice("sim0");
            // Enough for the stream to be heard on the new card before that goes, too.
            music.play(stream, Music.BEAT);
        }
    }

    private void awaitNoMoreThan(Resources before) {
        await().atMost(COLLECTION).pollInterval(BETWEEN_COLLECTIONS).untilAsserted(() -> {
            System.gc();
            assertThat(generations.stream()
                            .filter(generation -> generation.get() != null)
                            .count())
                    .as("class loaders of former generations")
                    .isZero();
            if (before != null) {
                var now = Resources.of(context());
                assertThat(now.threads()).as("threads").isEqualTo(before.threads());
                assertThat(now.services()).as("services").isEqualTo(before.services());
                assertThat(now.directBytes()).as("direct buffers, bytes").isLessThanOrEqualTo(before.directBytes());
            }
        });
    }
}
