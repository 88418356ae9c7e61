// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.lib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that meet at a PCM, again and again. Not by jcstress: its tests are made for Java 17, a PCM for Java 22. */
@Timeout(60)
class PcmRaceTest {
    private static final int ROUNDS = 4_000;
    private static final int VISITS = 20;
    /** About as long as all visits take. */
    private static final int SPINS = 500;

    /** The guard, from outside: nobody inside; closed. */
    private static final int FREE = 0;

    private static final int CLOSED = 3;

    private final AtomicInteger arrivals = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();
    private MethodHandle visit;
    private AtomicInteger guard;
    private Pcm pcm;

    @BeforeEach
    void prepare() throws ReflectiveOperationException {
        Libasound.silence();
        visit = MethodHandles.lookup().bind(this, "visit", MethodType.methodType(int.class, MemorySegment.class));
    }

    private void open() throws AlsaException, ReflectiveOperationException {
        pcm = Pcm.open("t", "pcm.t { type null }", Pcm.PLAYBACK);
        var field = Pcm.class.getDeclaredField("guard");
        field.setAccessible(true);
        guard = (AtomicInteger) field.get(pcm);
    }

    /** Stands for a call of libasound: alone, and the PCM is not closed under it. */
    int visit(MemorySegment handle) {
        var alone = inside.incrementAndGet() == 1;
        Thread.onSpinWait();
        if (!alone || guard.get() == FREE || guard.get() == CLOSED) {
            faults.incrementAndGet();
        }
        return inside.decrementAndGet();
    }

    private void visitOften() {
        for (var i = 0; i < VISITS; i++) {
            try {
                pcm.call(visit, new Object[0]);
            } catch (IllegalStateException e) {
                // Somebody else is inside, or it is closed.
            }
        }
    }

    private void closeSoonerOrLater() {
        for (var left = ThreadLocalRandom.current().nextInt(SPINS); left > 0; left--) {
            Thread.onSpinWait();
        }
        pcm.close();
    }

    private void atOnce(Runnable one, Runnable other) throws Exception {
        var second = CompletableFuture.runAsync(() -> meetAnd(other));
        meetAnd(one);
        second.get(10, TimeUnit.SECONDS);
    }

    /** Who has come sooner spins: a thread that has to be woken is too late for a race. */
    private void meetAnd(Runnable task) {
        arrivals.incrementAndGet();
        while (arrivals.get() % 2 != 0) {
            Thread.onSpinWait();
        }
        task.run();
    }

    @Test
    void aCloseThatMeetsCallsIsCarriedOutOnceAndUnderNone() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            open();
            atOnce(this::visitOften, this::closeSoonerOrLater);
            assertThat(guard).as("round %s", round).hasValue(CLOSED);
            assertThatThrownBy(pcm::state).hasMessage("PCM t is closed");
        }
        assertThat(faults).hasValue(0);
    }

    @Test
    void twoClosesAreOne() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            open();
            atOnce(pcm::close, pcm::close);
            assertThat(guard).as("round %s", round).hasValue(CLOSED);
        }
    }

    @Test
    void ofTwoThreadsOneIsInside() throws Exception {
        open();
        for (var round = 0; round < ROUNDS; round++) {
            atOnce(this::visitOften, this::visitOften);
        }
        pcm.close();
        assertThat(faults).hasValue(0);
    }
}
