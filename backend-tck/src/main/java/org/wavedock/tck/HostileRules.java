// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;

/** Calls that nobody should make: an exception and no harm, on time. Every call is made on a thread of its own. */
@ProviderType
public interface HostileRules extends Rules {
    private void watch(String what, Expect.Call call) throws Exception {
        bench().watchdog().watch(what, call);
    }

    private void expectRefusalOfNull(Map<String, Expect.Call> calls) throws Exception {
        for (var call : calls.entrySet()) {
            watch(
                    call.getKey(),
                    () -> Expect.thrown(
                            call.getKey(),
                            call.getValue(),
                            NullPointerException.class,
                            IllegalArgumentException.class,
                            AudioException.class));
        }
    }

    @Test
    default void shouldRefuseNullFormats() throws Exception {
        var provider = bench().provider();
        var direction = bench().direction();
        var format = bench().format();
        var calls = new LinkedHashMap<String, Expect.Call>();
        calls.put("checkFormat(" + direction + ", null)", () -> provider.checkFormat(direction, null));
        calls.put("newChannel(null, a format)", () -> provider.newChannel(null, format, 4096));
        calls.put("newChannel(" + direction + ", null)", () -> provider.newChannel(direction, null, 4096));
        expectRefusalOfNull(calls);
        bench().running();
    }

    @Test
    default void shouldRefuseNullBuffers() throws Exception {
        var line = bench().running();
        var channel = line.channel();
        var calls = new LinkedHashMap<String, Expect.Call>();
        calls.put("copyTo from null", () -> channel.copyTo(0, null, 0, 4));
        calls.put("copyFrom to null", () -> channel.copyFrom(null, 0, 0, 4));
        calls.put("queryInterface(null)", () -> channel.queryInterface(null));
        expectRefusalOfNull(calls);
        line.pass(line.mapFrames() / 2);
        Expect.that(line.look() > 0, "the transfer stands after calls with null");
    }

    @Test
    default void shouldRefuseImpossibleMaximumSizes() throws Exception {
        for (var wrong : new int[] {0, -1, Integer.MIN_VALUE}) {
            for (var direction : bench().directions()) {
                watch("newChannel with a maximum of " + wrong, () -> expectNoChannel(direction, wrong));
            }
        }
        for (var direction : bench().directions()) {
            for (var i = 0; i < bench().device().substreams(direction); i++) {
                bench().open(direction);
            }
        }
    }

    private void expectNoChannel(Direction direction, int maximum) {
        var thrown = Expect.thrown(() -> bench().open(direction, bench().format(direction), maximum));
        Expect.that(
                thrown instanceof IllegalArgumentException
                        || thrown instanceof AudioException e && e.reason() == Reason.INVALID_PARAMETER,
                "newChannel with a maximum of " + maximum + " bytes " + Expect.outcome(thrown)
                        + ", expected INVALID_PARAMETER");
    }

    @Test
    default void shouldTakeAHugeMaximumSize() throws Exception {
        watch("newChannel with a huge maximum", () -> {
            var thrown = Expect.thrown(() -> {
                var line = bench().open(bench().direction(), bench().format(), Integer.MAX_VALUE);
                Expect.between(
                        line.format().frameBytes(),
                        Integer.MAX_VALUE,
                        line.channel().maximumBufferSize(),
                        "maximumBufferSize()");
                line.allocate(Bench.ringBytes(line.format()));
                line.start();
            });
            if (thrown instanceof AudioException e) {
                Expect.that(
                        e.reason() == Reason.INSUFFICIENT_RESOURCES || e.reason() == Reason.INVALID_PARAMETER,
                        "a channel with a huge maximum size " + Expect.outcome(e));
            } else if (thrown instanceof Error error) {
                throw error;
            } else {
                Expect.that(thrown == null, "a channel with a huge maximum size " + Expect.outcome(thrown));
            }
        });
    }

    @Test
    default void shouldRefuseCopiesWithoutABuffer() throws Exception {
        var channel = bench().open().channel();
        var client = ByteBuffer.allocate(64);
        watch("copyTo without a buffer", () -> expectNoCopy(() -> channel.copyTo(0, client, 0, 4)));
        watch("copyFrom without a buffer", () -> expectNoCopy(() -> channel.copyFrom(client, 0, 0, 4)));
    }

    private static void expectNoCopy(Expect.Call copy) {
        Expect.thrown("a copy without a buffer", copy, IllegalStateException.class, IndexOutOfBoundsException.class);
    }

    @Test
    default void shouldSurviveOddCommitments() throws Exception {
        bench().require(Ability.TRANSFER_CONTROL);
        var line = bench().running();
        for (var odd : new long[] {-1, Long.MIN_VALUE, 1, Long.MAX_VALUE}) {
            watch("commit(" + odd + ")", () -> {
                var thrown = Expect.thrown(() -> line.control().commit(odd));
                Expect.that(
                        thrown == null || thrown instanceof IllegalArgumentException,
                        "commit(" + odd + ") " + Expect.outcome(thrown));
            });
        }
        watch(
                "readCounter()",
                () -> Expect.between(1, line.mapSize(), line.channel().readCounter(), "readCounter()"));
        watch("stop()", line.channel()::stop);
        watch("release()", line.channel()::release);
        bench().running();
    }

    /** A thread that is being interrupted still plays: the flag stays, nothing is thrown. */
    @Test
    default void shouldWorkOnAnInterruptedThread() throws Exception {
        var line = bench().ready();
        watch("use by an interrupted thread", () -> {
            Thread.currentThread().interrupt();
            line.start();
            line.put(0, Bench.noise(1, 64));
            line.channel().readCounter();
            line.channel().stop();
            Expect.that(Thread.currentThread().isInterrupted(), "the thread's interrupt is gone after stop()");
        });
    }
}
