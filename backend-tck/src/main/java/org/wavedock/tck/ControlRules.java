// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.TransferControl;

/** {@link TransferControl} of a channel that offers it: the counter that does not wrap, pause, the device's own timeline. */
@ProviderType
public interface ControlRules extends Rules {
    @Test
    default void shouldCountWithoutWrapping() throws Exception {
        bench().require(Ability.TRANSFER_CONTROL);
        var line = bench().running();
        var control = line.control();
        var last = control.transferredBytes();
        for (var i = 0; i < 30; i++) {
            line.pass(line.mapFrames() / 7);
            var now = control.transferredBytes();
            Expect.that(now >= last, "transferredBytes() goes back from " + last + " to " + now);
            last = now;
        }
        var late = line.format().bytes(line.slackFrames());
        Expect.between(last - late, last + late, line.look(), "what the counter has counted in four passes");
    }

    /** Read between two looks at the counter, so that a device that moves meanwhile is not wronged. */
    @Test
    default void shouldAgreeWithItsCounter() throws Exception {
        bench().require(Ability.TRANSFER_CONTROL);
        var line = bench().running();
        for (var i = 0; i < 50; i++) {
            line.pass(1 + i % 5 * (line.mapFrames() / 9));
            var before = line.look();
            var bytes = line.control().transferredBytes();
            Expect.between(before, line.look(), bytes, "transferredBytes() between two looks at the counter");
        }
    }

    @Test
    default void shouldKeepItsCountAfterStop() throws Exception {
        bench().require(Ability.TRANSFER_CONTROL);
        var line = bench().running();
        line.pass(line.mapFrames() * 3L / 2);
        line.channel().stop();
        var bytes = line.control().transferredBytes();
        bench().clock().pass(line.format().nanosFor(line.mapFrames() / 2));
        Expect.equal(bytes, line.control().transferredBytes(), "transferredBytes() some time after stop");
        Expect.that(bytes > line.mapSize(), "transferredBytes() is " + bytes + " after one and a half passes");
        line.start();
        var due = line.format().bytes(line.dueFrames() + line.slackFrames());
        Expect.between(0, due, line.control().transferredBytes(), "transferredBytes() after the next start");
    }

    private Line paused() throws Exception {
        bench().require(Ability.PAUSE);
        var line = bench().running();
        line.pass(line.mapFrames() * 3L / 2);
        line.control().pause();
        return line;
    }

    @Test
    default void shouldStandStillWhilePaused() throws Exception {
        var line = paused();
        var counter = line.channel().readCounter();
        var bytes = line.control().transferredBytes();
        bench().clock().pass(line.format().nanosFor(line.mapFrames() / 3));
        line.control().pause();
        Expect.equal(counter, line.channel().readCounter(), "readCounter() in a pause");
        Expect.equal(bytes, line.control().transferredBytes(), "transferredBytes() in a pause");
    }

    @Test
    default void shouldGoOnAfterAPause() throws Exception {
        var line = paused();
        var bytes = line.control().transferredBytes();
        bench().clock().pass(line.format().nanosFor(line.mapFrames() / 3));
        line.control().resume();
        line.control().resume();
        var quarter = line.mapFrames() / 4;
        bench().clock().pass(line.format().nanosFor(quarter));
        var passed = (line.control().transferredBytes() - bytes) / line.format().frameBytes();
        Expect.between(
                quarter - line.slackFrames(), quarter + line.slackFrames(), passed, "the frames passed after a pause");
    }

    @Test
    default void shouldPauseOnlyWhatRuns() throws Exception {
        bench().require(Ability.PAUSE);
        var line = bench().ready();
        line.control().pause();
        line.control().resume();
        Expect.equal(0L, line.control().transferredBytes(), "transferredBytes() before the first start");
        line.start();
        line.pass(line.mapFrames() / 2);
        line.channel().stop();
        var bytes = line.control().transferredBytes();
        line.control().pause();
        line.control().resume();
        bench().clock().pass(line.format().nanosFor(line.mapFrames() / 3));
        Expect.equal(
                bytes,
                line.control().transferredBytes(),
                "transferredBytes() after pause and resume of a stopped channel");
        line.start();
        line.pass(line.mapFrames() / 2);
        Expect.that(line.control().transferredBytes() > 0, "a start after a pause does not move");
    }

    @Test
    default void shouldStopWhatIsPaused() throws Exception {
        var line = paused();
        line.channel().stop();
        var bytes = line.control().transferredBytes();
        line.control().resume();
        bench().clock().pass(line.format().nanosFor(line.mapFrames() / 3));
        Expect.equal(bytes, line.control().transferredBytes(), "transferredBytes() of a stopped channel after resume");
    }

    /** Also over a release: the substream's next channel continues where the last one was. */
    @Test
    default void shouldContinueItsTimeline() throws Exception {
        bench().require(Ability.TRANSFER_CONTROL);
        for (var direction : bench().directions()) {
            var line = bench().ready(direction);
            var passed = 0L;
            var origin = line.control().originFrame();
            var fifo = line.renders() ? bench().provider().description().fifoFrames() : 0;
            for (var i = 0; i < 3; i++) {
                line.start();
                var now = line.control().originFrame();
                Expect.between(
                        origin + passed - (long) i * fifo, origin + passed, now, "originFrame() of transfer " + i);
                line.pass(line.mapFrames() * 2L / 3);
                line.channel().stop();
                passed += line.control().transferredBytes() / line.format().frameBytes();
            }
            line.channel().release();
            var next = bench().ready(direction);
            next.start();
            Expect.between(
                    origin + passed - 3L * fifo,
                    origin + passed,
                    next.control().originFrame(),
                    "originFrame() of the substream's next channel");
            next.channel().release();
        }
    }

    @Test
    default void shouldNumberItsSubstreams() throws Exception {
        bench().require(Ability.TRANSFER_CONTROL);
        var direction = bench().direction();
        var count = Math.min(4, Math.max(1, bench().device().substreams(direction)));
        var numbers = new HashSet<Integer>();
        for (var i = 0; i < count; i++) {
            numbers.add(bench().open(direction).control().substream());
        }
        Expect.equal(count, numbers.size(), "the number of different substream() of " + count + " channels");
        Expect.that(numbers.contains(0), "substream() are " + numbers + ", expected 0 for the first");
    }
}
