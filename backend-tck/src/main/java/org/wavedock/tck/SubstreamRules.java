// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;

/** Several channels of one device. */
@ProviderType
public interface SubstreamRules extends Rules {
    /** All channels that there are, running. */
    private List<Line> all(Direction direction) throws Exception {
        var count = bench().device().substreams(direction);
        Assumptions.assumeTrue(count > 0, "the device does not say how many substreams it has");
        var lines = new ArrayList<Line>();
        for (var i = 0; i < count; i++) {
            var line = bench().ready(direction);
            line.start();
            lines.add(line);
        }
        return lines;
    }

    @Test
    @Tag("B22")
    default void shouldRefuseOneMoreThanThereAre() throws Exception {
        for (var direction : bench().directions()) {
            var lines = all(direction);
            lines.get(0).pass(lines.get(0).mapFrames() / 3);
            var before = lines.stream().map(Line::look).toList();
            Expect.refused(
                    "newChannel with all of " + lines.size() + " open",
                    () -> bench().open(direction),
                    Reason.INSUFFICIENT_RESOURCES);
            lines.get(0).pass(lines.get(0).mapFrames() / 3);
            for (var i = 0; i < lines.size(); i++) {
                Expect.that(lines.get(i).look() > before.get(i), "channel " + i + " stands after another was refused");
            }
        }
    }

    @Test
    default void shouldGiveReleasedOnesOutAgain() throws Exception {
        for (var direction : bench().directions()) {
            var lines = all(direction);
            for (var i = 0; i < 3 * lines.size(); i++) {
                var place = i % lines.size();
                lines.get(place).channel().release();
                var again = bench().ready(direction);
                again.start();
                lines.set(place, again);
            }
            Expect.refused(
                    "newChannel with all of " + lines.size() + " open",
                    () -> bench().open(direction),
                    Reason.INSUFFICIENT_RESOURCES);
        }
    }

    @Test
    default void shouldKeepItsSubstreamsApart() throws Exception {
        Assumptions.assumeTrue(bench().device().substreams(bench().direction()) > 1, "the device has one substream");
        var first = bench().ready();
        var second = bench().ready();
        var one = Bench.noise(31, first.channel().bufferSize());
        var two = Bench.noise(32, second.channel().bufferSize());
        first.put(0, one);
        second.put(0, two);
        Expect.bytes(one, first.content(), "the first channel's buffer");
        Expect.bytes(two, second.content(), "the second channel's buffer");
        first.start();
        first.pass(first.mapFrames() / 2);
        Expect.equal(0, second.channel().readCounter(), "readCounter() of a channel that was not started");
        second.start();
        second.pass(second.mapFrames() / 3);
        var running = first.look();
        second.channel().release();
        bench().clock().pass(first.format().nanosFor(first.mapFrames() / 4));
        Expect.that(first.look() > running, "a channel stands when another is released");
    }
}
