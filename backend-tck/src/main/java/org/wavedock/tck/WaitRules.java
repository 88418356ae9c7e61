// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.wave.Reason;

/** {@code waitForTC}. Every wait is made on a thread of its own. */
@ProviderType
public interface WaitRules extends Rules {
    private void expectTimeout(Line line, long micros) throws Exception {
        bench().watchdog()
                .watch(
                        "waitForTC(" + micros + ")",
                        () -> Expect.refused(
                                "waitForTC(" + micros + ") in mid-pass",
                                () -> line.channel().waitForTC(micros),
                                Reason.IO_TIMEOUT));
    }

    @Test
    @Tag("A35")
    default void shouldWaitForTheEndOfThePass() throws Exception {
        var line = bench().running();
        line.pass(line.mapFrames() / 2);
        var before = line.look();
        var wait = bench().watchdog().begin(() -> line.channel().waitForTC(2_000_000));
        // Only the clock moves meanwhile, for the channel belongs to the one who waits.
        for (var i = 0; i < 500 && !Watchdog.isOver(wait); i++) {
            bench().clock().pass(1_000_000);
        }
        bench().watchdog().end("waitForTC(2000000)", wait);
        bench().clock().pass(1_000_000);
        Expect.that(
                line.look() / line.mapSize() > before / line.mapSize(),
                "waitForTC has returned in the pass in which it was called");
    }

    @Test
    @Tag("A35")
    default void shouldTimeOut() throws Exception {
        var line = bench().running();
        line.pass(line.mapFrames() / 2);
        expectTimeout(line, 0);
        expectTimeout(line, 10);
        expectTimeout(line, 1_000);
        var counter = line.channel().readCounter();
        line.pass(line.mapFrames() / 4);
        Expect.that(line.channel().readCounter() != counter, "the transfer has not gone on after a wait");
    }

    /** With a clock that moves a little whenever the device looks, 9 µs see the pass end, 0 µs do not. */
    @Test
    @Tag("A34")
    default void shouldRoundTheTimeoutDown() throws Exception {
        bench().requireVirtualTime();
        var line = bench().running();
        var end = line.mapFrames() - line.startFrames();
        line.pass(end - 10L);
        bench().clock().pass(line.format().nanosFor(end) - line.format().nanosFor(end - 10L) - 8_000);
        line.channel().readCounter();
        bench().clock().tick(500);
        expectTimeout(line, 9);
        bench().clock().tick(0);
    }

    @Test
    default void shouldNotWaitForWhatStands() throws Exception {
        var line = bench().ready();
        for (var state : new String[] {"before start", "after stop"}) {
            bench().watchdog()
                    .watch(
                            "waitForTC",
                            () -> Expect.refused(
                                    "waitForTC " + state,
                                    () -> line.channel().waitForTC(10_000_000),
                                    Reason.INVALID_DEVICE_STATE));
            line.start();
            line.channel().stop();
        }
    }

    @Test
    default void shouldTakeNoTimeForANegativeTimeout() throws Exception {
        var line = bench().running();
        for (var micros : new long[] {-1, -10, Long.MIN_VALUE}) {
            bench().watchdog()
                    .watch(
                            "waitForTC(" + micros + ")",
                            () -> Expect.refused(
                                    "waitForTC(" + micros + ")",
                                    () -> line.channel().waitForTC(micros),
                                    Reason.IO_TIMEOUT,
                                    Reason.INVALID_PARAMETER));
        }
    }
}
