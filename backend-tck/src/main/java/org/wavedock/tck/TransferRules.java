// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.wave.Reason;

/** Start, stop and the counter. */
@ProviderType
public interface TransferRules extends Rules {
    @Test
    @Tag("A29")
    default void shouldCountWhatItWasStartedWith() throws Exception {
        var line = bench().ready();
        line.start();
        Expect.equal(line.mapSize(), line.channel().transferCount(), "transferCount() after start");
        line.pass(line.mapFrames() + 3L);
        Expect.equal(line.mapSize(), line.channel().transferCount(), "transferCount() in the second pass");
    }

    @Test
    @Tag("A30")
    default void shouldCountDownAndReload() throws Exception {
        var line = bench().running();
        var first = line.channel().readCounter();
        var due = line.format().bytes(line.dueFrames() + line.slackFrames());
        Expect.between(Math.max(1, line.mapSize() - due), line.mapSize(), first, "readCounter() right after start");
        var reloads = 0;
        var last = first;
        for (var i = 0; i < 40; i++) {
            line.pass(line.mapFrames() / 8);
            var counter = line.channel().readCounter();
            Expect.between(1, line.mapSize(), counter, "readCounter() of a transfer of " + line.mapSize());
            reloads += counter > last ? 1 : 0;
            last = counter;
        }
        Expect.that(reloads >= 3, "readCounter() has reloaded " + reloads + " times in 5 passes, expected 3 or more");
    }

    @Test
    @Tag("A27")
    default void shouldRefuseASecondStart() throws Exception {
        var line = bench().running();
        line.pass(line.mapFrames() * 5L / 4);
        var before = line.look();
        Expect.refused(
                "start of what is started",
                () -> line.channel().start(line.mapSize(), line.renders()),
                Reason.UNSUCCESSFUL);
        Expect.refused(
                "start of what is started",
                () -> line.channel().start(line.format().frameBytes(), line.renders()),
                Reason.UNSUCCESSFUL);
        Expect.equal(line.mapSize(), line.channel().transferCount(), "transferCount() after a second start");
        var late = line.format().bytes(line.slackFrames());
        Expect.between(before, before + late, line.look(), "the bytes passed after a second start was refused");
        line.pass(line.mapFrames() / 2);
        Expect.that(line.look() > before, "the transfer has not gone on after a second start was refused");
    }

    @Test
    @Tag("A28")
    default void shouldRefuseToStartOverWhatIsNotThere() throws Exception {
        var line = bench().ready();
        var allocated = line.channel().allocatedBufferSize();
        for (var wrong :
                new int[] {0, -1, Integer.MIN_VALUE, allocated + line.format().frameBytes(), Integer.MAX_VALUE}) {
            Expect.refused(
                    "start(" + wrong + ") over a buffer of " + allocated,
                    () -> line.channel().start(wrong, line.renders()),
                    Reason.INVALID_PARAMETER);
        }
        Expect.equal(0, line.channel().transferCount(), "transferCount() after starts that were refused");
        line.start();
        line.pass(1);
    }

    @Test
    default void shouldRefuseTheWrongDirection() throws Exception {
        for (var direction : bench().directions()) {
            var line = bench().ready(direction);
            Expect.refused(
                    "start of a channel for " + direction + " the other way",
                    () -> line.channel().start(line.channel().bufferSize(), !line.renders()),
                    Reason.INVALID_PARAMETER);
            line.start();
        }
    }

    @Test
    default void shouldNotStartWithoutABuffer() throws Exception {
        var line = bench().open();
        Expect.refused(
                "start without a buffer",
                () -> line.channel().start(line.format().frameBytes(), line.renders()),
                Reason.INVALID_DEVICE_STATE);
    }

    @Test
    @Tag("C14")
    default void shouldKeepItsCountersAfterStop() throws Exception {
        var line = bench().running();
        line.pass(line.mapFrames() * 3L / 2);
        line.channel().stop();
        var counter = line.channel().readCounter();
        Expect.between(1, line.mapSize() - 1L, counter, "readCounter() after stop in mid-pass");
        bench().clock().pass(line.format().nanosFor(line.mapFrames() / 3));
        Expect.equal(counter, line.channel().readCounter(), "readCounter() some time after stop");
        Expect.equal(line.mapSize(), line.channel().transferCount(), "transferCount() after stop");
    }

    @Test
    @Tag("B03")
    default void shouldStopWhatStands() throws Exception {
        var line = bench().open();
        line.channel().stop();
        line.allocate();
        line.channel().stop();
        line.start();
        line.pass(line.mapFrames() / 2);
        line.channel().stop();
        var counter = line.channel().readCounter();
        line.channel().stop();
        Expect.equal(counter, line.channel().readCounter(), "readCounter() after a second stop");
    }

    @Test
    @Tag("A30")
    default void shouldBeginAnewAfterStop() throws Exception {
        var line = bench().running();
        line.pass(line.mapFrames() * 3L / 2);
        line.channel().stop();
        line.start();
        var due = line.format().bytes(line.dueFrames() + line.slackFrames());
        Expect.between(line.mapSize() - due, line.mapSize(), line.channel().readCounter(), "readCounter() after start");
        line.pass(line.mapFrames() / 2);
        Expect.that(line.channel().readCounter() < line.mapSize(), "the second transfer does not move");
    }

    @Test
    @Tag("A29")
    @Tag("A32")
    default void shouldGoRoundThePartItWasStartedWith() throws Exception {
        bench().require(Ability.PARTIAL_TRANSFERS);
        var line = bench().ready();
        var part = line.wholeFrames(line.channel().bufferSize() / 2);
        line.start(part);
        Expect.equal(part, line.channel().transferCount(), "transferCount()");
        for (var i = 0; i < 20; i++) {
            line.pass(line.mapFrames() / 4);
            Expect.between(1, part, line.channel().readCounter(), "readCounter() of a transfer of " + part);
        }
        Expect.between(
                line.format().bytes(Math.max(0, line.dueFrames() - line.slackFrames())),
                line.format().bytes(line.dueFrames() + line.slackFrames()),
                line.look(),
                "the bytes passed in rounds of " + part);
    }
}
