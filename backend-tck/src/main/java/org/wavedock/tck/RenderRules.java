// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/** What is heard of what was written. */
@ProviderType
public interface RenderRules extends Rules {
    private Line ready(WaveFormat format) throws Exception {
        bench().require(Direction.RENDER);
        bench().require(Ability.HEARD);
        return bench().ready(Direction.RENDER, format);
    }

    private Line ready() throws Exception {
        bench().require(Direction.RENDER);
        return ready(bench().format(Direction.RENDER));
    }

    private byte[] heard(Line line) {
        return bench().device().heard(line.substream());
    }

    /** What was heard from a place on has to be the bytes and, after them, silence. */
    private static void expectHeard(Line line, byte[] heard, int from, byte[] bytes) {
        var end = Math.min(heard.length, from + bytes.length);
        Expect.bytes(bytes, Arrays.copyOfRange(heard, Math.min(from, end), end), "heard in " + line.format());
        var rest = Arrays.copyOfRange(heard, end, heard.length);
        Expect.bytes(line.silence(rest.length), rest, "heard in " + line.format() + " after the end");
    }

    @Test
    @Tag("A31")
    default void shouldPlayWhatWasWritten() throws Exception {
        for (var format : bench().device().formats(Direction.RENDER)) {
            var line = ready(format);
            var from = heard(line).length;
            // Two and a half rings, so that the end of the ring is crossed twice.
            var noise = Bench.noise(
                    format.hashCode(), line.wholeFrames(line.channel().bufferSize() * 5 / 2));
            line.play(noise);
            line.channel().stop();
            expectHeard(line, heard(line), from, noise);
            line.channel().release();
        }
    }

    @Test
    default void shouldBeHeardOnItsOwnSubstreamOnly() throws Exception {
        var line = ready();
        bench().require(Ability.TRANSFER_CONTROL);
        var count = bench().device().substreams(Direction.RENDER);
        Assumptions.assumeTrue(count > 1, "the device has one substream");
        var second = bench().ready(Direction.RENDER);
        var noise = Bench.noise(3, second.channel().bufferSize());
        second.play(noise);
        second.channel().stop();
        expectHeard(second, heard(second), 0, noise);
        for (var i = 0; i < count; i++) {
            if (i != second.substream()) {
                Expect.equal(0, bench().device().heard(i).length, "the bytes heard of substream " + i);
            }
        }
        line.release();
    }

    @Test
    default void shouldBeSilentUnlessStarted() throws Exception {
        var line = ready();
        var noise = Bench.noise(4, line.channel().bufferSize());
        line.put(0, noise);
        bench().clock().pass(50_000_000);
        Expect.equal(0, heard(line).length, "the bytes heard before start");
        line.start();
        line.pass(line.mapFrames() / 2);
        line.channel().stop();
        var heard = heard(line).length;
        bench().clock().pass(50_000_000);
        line.channel().readCounter();
        Expect.equal(heard, heard(line).length, "the bytes heard some time after stop");
    }

    @Test
    default void shouldCountWhatIsHeard() throws Exception {
        var line = ready();
        var noise = Bench.noise(5, line.channel().bufferSize());
        line.put(0, noise);
        line.start();
        var fifo = line.format().bytes(bench().provider().description().fifoFrames());
        for (var i = 0; i < 10; i++) {
            line.pass(line.mapFrames() / 3);
            var counted = line.look();
            var late = bench().clock().isVirtual() ? 0 : line.format().bytes(line.slackFrames());
            Expect.between(
                    Math.max(0, counted - fifo - late),
                    counted + late,
                    heard(line).length,
                    "the bytes heard by the counter");
        }
    }

    @Test
    @Tag("A32")
    default void shouldPlayThePartItWasStartedWithAgainAndAgain() throws Exception {
        bench().require(Ability.PARTIAL_TRANSFERS);
        var line = ready();
        var noise = Bench.noise(6, line.channel().bufferSize());
        line.put(0, noise);
        var part = line.wholeFrames(noise.length / 3);
        line.start(part);
        line.pass(line.mapFrames() * 3L);
        line.channel().stop();
        var heard = heard(line);
        Expect.that(heard.length > 0, "nothing is heard");
        var expected = new byte[heard.length];
        for (var i = 0; i < expected.length; i++) {
            expected[i] = noise[i % part];
        }
        Expect.bytes(expected, heard, "heard of a part of " + part + " bytes");
    }

    /** In what was heard of a substream, each transfer begins at its {@code originFrame()}. */
    @Test
    default void shouldHaveEachTransferAtItsOrigin() throws Exception {
        var line = ready();
        bench().require(Ability.TRANSFER_CONTROL);
        bench().require(Ability.EXACT_STOP);
        for (var i = 0; i < 3; i++) {
            var noise = Bench.noise(i, line.wholeFrames(line.channel().bufferSize() * 3 / 4));
            line.play(noise);
            var origin = line.control().originFrame() * line.format().frameBytes();
            line.channel().stop();
            expectHeard(line, heard(line), Math.toIntExact(origin), noise);
        }
    }
}
