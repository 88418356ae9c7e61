// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.wave.Direction;

/** What comes into the ring. */
@ProviderType
public interface CaptureRules extends Rules {
    private long origin(Line line) {
        return line.hasControl() ? line.control().originFrame() : 0;
    }

    private void expectCaptured(Line line, long origin, byte[] record) {
        var frames = record.length / line.format().frameBytes();
        var expected = bench().device().captured(line.format(), line.substream(), origin, frames);
        Expect.bytes(expected, record, "captured in " + line.format() + " from frame " + origin);
    }

    @Test
    @Tag("A31")
    default void shouldCaptureInOrder() throws Exception {
        bench().require(Direction.CAPTURE);
        bench().require(Ability.CAPTURED);
        for (var format : bench().device().formats(Direction.CAPTURE)) {
            var line = bench().ready(Direction.CAPTURE, format);
            line.start();
            var record = line.record(line.channel().bufferSize() * 5L / 2);
            expectCaptured(line, origin(line), record);
            line.channel().release();
        }
    }

    @Test
    @Tag("A33")
    default void shouldHaveInTheBufferWhatWasCapturedBeforeStop() throws Exception {
        bench().require(Direction.CAPTURE);
        bench().require(Ability.CAPTURED);
        var line = bench().ready(Direction.CAPTURE);
        line.start();
        var frames = line.mapFrames() / 2;
        bench().clock().pass(line.format().nanosFor(frames));
        line.channel().stop();
        var passed = line.look();
        Expect.that(passed > 0, "nothing is captured");
        expectCaptured(line, origin(line), line.get(0, (int) Math.min(passed, line.mapSize())));
    }

    @Test
    @Tag("A32")
    default void shouldCaptureIntoThePartItWasStartedWith() throws Exception {
        bench().require(Direction.CAPTURE);
        bench().require(Ability.PARTIAL_TRANSFERS);
        var line = bench().ready(Direction.CAPTURE);
        var noise = Bench.noise(9, line.channel().bufferSize());
        line.put(0, noise);
        var part = line.wholeFrames(noise.length / 3);
        line.start(part);
        line.pass(line.mapFrames() * 3L);
        line.channel().stop();
        var content = line.content();
        Expect.bytes(
                Arrays.copyOfRange(noise, part, noise.length),
                Arrays.copyOfRange(content, part, noise.length),
                "the buffer beyond a transfer of " + part + " bytes");
        Expect.that(
                Arrays.mismatch(Arrays.copyOf(noise, part), Arrays.copyOf(content, part)) >= 0,
                "nothing has come into the buffer");
    }

    @Test
    default void shouldContinueWhatItCaptures() throws Exception {
        bench().require(Direction.CAPTURE);
        bench().require(Ability.CAPTURED);
        bench().require(Ability.TRANSFER_CONTROL);
        var line = bench().ready(Direction.CAPTURE);
        for (var i = 0; i < 3; i++) {
            line.start();
            expectCaptured(
                    line,
                    line.control().originFrame(),
                    line.record(line.channel().bufferSize() / 2));
            line.channel().stop();
        }
    }
}
