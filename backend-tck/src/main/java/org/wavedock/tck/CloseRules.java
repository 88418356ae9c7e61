// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.wave.Direction;

/** Releasing a channel in whatever state it is, more often than the device has channels. */
@ProviderType
public interface CloseRules extends Rules {
    /** Brings a channel into a state. */
    interface Step {
        void take(Line line) throws Exception;
    }

    private void releaseOften(String state, Step step) throws Exception {
        for (var direction : bench().directions()) {
            var times = bench().device().substreams(direction) + 12;
            for (var i = 0; i < times; i++) {
                var line = bench().open(direction);
                step.take(line);
                Expect.equal(0, line.channel().release(), "release() of a channel that is " + state);
            }
        }
        expectAtWork();
    }

    private void expectAtWork() throws Exception {
        var line = bench().running();
        line.pass(line.mapFrames() / 2);
        Expect.that(line.look() > 0, "a new channel does not move");
    }

    private static void run(Line line) throws Exception {
        line.allocate();
        line.start();
        line.pass(3);
    }

    @Test
    default void shouldCloseWhatIsNew() throws Exception {
        releaseOften("new", line -> {});
    }

    @Test
    default void shouldCloseWhatHasABuffer() throws Exception {
        releaseOften("allocated", Line::allocate);
    }

    @Test
    default void shouldCloseWhatRuns() throws Exception {
        releaseOften("started", CloseRules::run);
    }

    @Test
    default void shouldCloseWhatIsPaused() throws Exception {
        bench().require(Ability.PAUSE);
        releaseOften("paused", line -> {
            run(line);
            line.control().pause();
        });
    }

    @Test
    default void shouldCloseWhatIsStopped() throws Exception {
        releaseOften("stopped", line -> {
            run(line);
            line.channel().stop();
        });
    }

    @Test
    default void shouldCloseWhatWasFreed() throws Exception {
        releaseOften("freed", line -> {
            run(line);
            line.channel().stop();
            line.channel().freeBuffer();
        });
    }

    /** {@code freeBuffer} may refuse by leaving everything as it is; else the transfer is over. */
    @Test
    default void shouldFreeTheBufferOfWhatRuns() throws Exception {
        var line = bench().running();
        line.pass(3);
        var thrown = Expect.thrown(line.channel()::freeBuffer);
        Expect.that(
                thrown == null || thrown instanceof IllegalStateException,
                "freeBuffer of a running channel throws " + thrown);
        if (line.channel().allocatedBufferSize() == 0) {
            line.allocate();
            line.start();
        }
        line.pass(line.mapFrames() / 2);
        Expect.that(line.look() > 0, "the channel does not move");
    }

    @Test
    @Tag("A25")
    default void shouldFreeTheBufferWithTheLastReference() throws Exception {
        var line = bench().ready();
        var bus = line.channel().getAdapterObject().orElse(null);
        Assumptions.assumeTrue(bus instanceof BusAddressSpace, "the device has no simulated bus to be asked");
        var address = line.channel().physicalAddress();
        ((BusAddressSpace) bus).resolve(address, 1);
        line.channel().release();
        Expect.thrown(
                "resolving the bus address of a released channel's buffer",
                () -> ((BusAddressSpace) bus).resolve(address, 1),
                IllegalArgumentException.class);
    }

    /** Channels of both directions side by side, as one is closed after the other. */
    @Test
    default void shouldCloseOneDirectionAndKeepTheOther() throws Exception {
        Assumptions.assumeTrue(bench().directions().size() == 2, "the device has one direction");
        var render = bench().ready(Direction.RENDER);
        var capture = bench().ready(Direction.CAPTURE);
        render.start();
        capture.start();
        capture.pass(capture.mapFrames() / 4);
        render.channel().release();
        var before = capture.look();
        capture.pass(capture.mapFrames() / 4);
        Expect.that(capture.look() > before, "capture stands when render is closed");
    }
}
