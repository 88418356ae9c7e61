// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.wave.WaveFormat;

/** Where the device is in its ring, and how fast it goes round. */
@ProviderType
public interface PositionRules extends Rules {
    @Test
    @Tag("B04")
    default void shouldStayInTheRing() throws Exception {
        var line = bench().running();
        for (var i = 1; i < 60; i++) {
            line.pass(i % 7 + line.mapFrames() / 9);
            var counter = line.channel().readCounter();
            var position = counter == 0 ? 0 : line.channel().transferCount() - counter;
            Expect.between(0, line.mapSize() - 1L, position, "the position in a ring of " + line.mapSize());
        }
    }

    @Test
    default void shouldPassWholeFrames() throws Exception {
        for (var direction : bench().directions()) {
            var line = bench().ready(direction);
            line.start();
            for (var i = 0; i < 50; i++) {
                bench().clock().pass(1_234_567);
                Expect.equal(0L, line.look() % line.format().frameBytes(), "the part of a frame that was passed");
                line.pass(1);
            }
        }
    }

    @Test
    default void shouldNeverGoBack() throws Exception {
        var line = bench().running();
        for (var i = 0; i < 200; i++) {
            var before = line.look();
            var after = line.look();
            Expect.that(
                    after - before < line.mapSize() / 2,
                    "the counter has gone back: " + before + " bytes, then " + after + " bytes at the same time");
            line.pass(1 + i % 3);
        }
    }

    @Test
    default void shouldGoAtItsRate() throws Exception {
        for (var direction : bench().directions()) {
            for (var format : bench().device().formats(direction)) {
                var line = bench().ready(direction, format);
                line.start();
                for (var i = 0; i < 7; i++) {
                    line.pass(line.mapFrames() / 2 + i);
                    expectDue(line, format);
                }
                line.channel().release();
            }
        }
    }

    private static void expectDue(Line line, WaveFormat format) {
        var reached = line.look() / format.frameBytes();
        var due = line.dueFrames();
        Expect.between(due - line.slackFrames(), due + line.slackFrames(), reached, "the frames passed in " + format);
    }

    /** An hour of odd intervals; an error of rounding would add up. */
    @Test
    @Tag("B26")
    default void shouldBeExactAfterAnHour() throws Exception {
        bench().requireVirtualTime();
        var line = bench().running();
        var format = line.format();
        var frames = 3600L * format.sampleRate();
        for (var passed = 0L; passed < frames; ) {
            var step = line.mapFrames() / 5 + passed % 11;
            line.pass(step);
            passed += step;
        }
        expectDue(line, format);
    }
}
