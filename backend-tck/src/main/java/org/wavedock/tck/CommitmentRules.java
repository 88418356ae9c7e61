// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.wave.Direction;

/** Devices that play only what is committed, and what others make of commitments. */
@ProviderType
public interface CommitmentRules extends Rules {
    private Line promised(int bytes) throws Exception {
        bench().require(Ability.COMMITMENTS);
        var line = bench().ready(Direction.RENDER);
        line.control().commit(bytes);
        line.channel().start(line.channel().bufferSize(), true);
        return line;
    }

    private void expectStop(Line line) throws Exception {
        for (var i = 0; i < 2_000 && !line.control().hasStopped(); i++) {
            bench().clock().pass(1_000_000);
            line.channel().readCounter();
        }
        Expect.that(line.control().hasStopped(), "hasStopped() is false 2 s after the end of what was committed");
    }

    @Test
    default void shouldPlayNoMoreThanIsCommitted() throws Exception {
        bench().require(Ability.COMMITMENTS);
        var size = Bench.ringBytes(bench().format(Direction.RENDER)) / 4;
        var line = promised(size);
        expectStop(line);
        Expect.between(
                0, size, line.control().transferredBytes(), "transferredBytes() when " + size + " are committed");
    }

    @Test
    default void shouldGoOnAsFarAsIsCommitted() throws Exception {
        bench().require(Ability.COMMITMENTS);
        var size = Bench.ringBytes(bench().format(Direction.RENDER)) / 4;
        var line = promised(size * 2);
        for (var committed = size * 2L; committed < size * 12L; committed += size) {
            bench().clock().pass(line.format().nanosFor(size / line.format().frameBytes()));
            line.control().transferredBytes();
            Expect.that(!line.control().hasStopped(), "hasStopped() is true although frames are committed");
            line.control().commit(committed + size);
        }
        Expect.between(
                line.format()
                        .bytes(Math.max(
                                0,
                                size * 10L / line.format().frameBytes()
                                        - line.format().sampleRate() / 20)),
                size * 12L,
                line.control().transferredBytes(),
                "transferredBytes() after ten quarters of a ring");
    }

    @Test
    default void shouldStartAnewAfterItHasStopped() throws Exception {
        bench().require(Ability.COMMITMENTS);
        var line = promised(Bench.ringBytes(bench().format(Direction.RENDER)) / 4);
        expectStop(line);
        line.channel().stop();
        Expect.that(!line.control().hasStopped(), "hasStopped() is true after stop");
        line.start();
        line.pass(line.mapFrames() / 2);
        Expect.that(!line.control().hasStopped(), "hasStopped() is true after a new start");
        Expect.that(line.control().transferredBytes() > 0, "the new transfer does not move");
    }

    @Test
    default void shouldIgnoreCommitmentsItDoesNotTake() throws Exception {
        bench().require(Ability.TRANSFER_CONTROL);
        Assumptions.assumeTrue(
                !bench().has(Ability.COMMITMENTS) && bench().has(Direction.RENDER), "the device takes commitments");
        var line = bench().ready(Direction.RENDER);
        line.control().commit(line.format().frameBytes());
        line.start();
        line.pass(line.mapFrames() * 5L / 2);
        Expect.that(!line.control().hasStopped(), "hasStopped() is true while it runs");
        var due = line.dueFrames();
        Expect.between(
                due - line.slackFrames(),
                due + line.slackFrames(),
                line.look() / line.format().frameBytes(),
                "the frames passed by a device that takes no commitments");
    }

    @Test
    default void shouldNotHaveStoppedWhileItRunsOrAfterStop() throws Exception {
        bench().require(Ability.TRANSFER_CONTROL);
        for (var direction : bench().directions()) {
            var line = bench().ready(direction);
            Expect.that(!line.control().hasStopped(), "hasStopped() is true before start");
            line.start();
            line.pass(line.mapFrames() * 3L / 2);
            Expect.that(!line.control().hasStopped(), "hasStopped() is true while it runs");
            line.channel().stop();
            Expect.that(!line.control().hasStopped(), "hasStopped() is true after stop");
        }
    }
}
