// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The virtual scheduler")
class VirtualSchedulerTest {
    private final VirtualScheduler scheduler = new VirtualScheduler();

    @Test
    @DisplayName("runs work at its deadlines, in order, and time stands between waits")
    void runsInOrder() {
        List<String> ran = new ArrayList<>();
        scheduler.start("slow", now -> {
            ran.add("slow" + now);
            return now + 30;
        });
        scheduler.start("fast", now -> {
            ran.add("fast" + now);
            return now + 20;
        });
        assertThat(ran).isEmpty();
        assertThat(scheduler.await(() -> false, 60)).isFalse();
        assertThat(scheduler.nanoTime()).isEqualTo(60);
        assertThat(ran).containsExactly("slow0", "fast0", "fast20", "slow30", "fast40", "slow60", "fast60");
        assertThat(scheduler.nanoTime()).isEqualTo(60);
    }

    @Test
    @DisplayName("stops waiting when the condition holds, without moving time any further")
    void stopsAtTheCondition() {
        var count = new AtomicInteger();
        scheduler.start("counter", now -> now + 10 * count.incrementAndGet());
        assertThat(scheduler.await(() -> count.get() == 3, 1_000)).isTrue();
        assertThat(scheduler.nanoTime()).isEqualTo(30);
    }

    @Test
    @DisplayName("runs what is woken now, and what has ended never")
    void wakesAndEnds() {
        var count = new AtomicInteger();
        var worker = scheduler.start("sleeper", now -> {
            count.incrementAndGet();
            return Work.NEVER;
        });
        scheduler.await(() -> false, 100);
        assertThat(count).hasValue(1);
        worker.wake();
        scheduler.await(() -> false, 0);
        assertThat(count).hasValue(2);
        worker.end();
        worker.wake();
        scheduler.await(() -> false, 100);
        assertThat(count).hasValue(2);
    }

    @Test
    @DisplayName("lets work wait inside its own cycle, and does not enter it again")
    void allowsNestedWaits() {
        var depth = new AtomicInteger();
        scheduler.start("nested", now -> {
            assertThat(depth.incrementAndGet()).isEqualTo(1);
            scheduler.await(() -> false, 50);
            depth.decrementAndGet();
            return Work.NEVER;
        });
        scheduler.await(() -> false, 10);
        assertThat(scheduler.nanoTime()).isEqualTo(50);
    }

    @Test
    @DisplayName("lets work sleep inside its own cycle while everybody else goes on")
    void sleepsInsideACycle() {
        List<Long> ticks = new ArrayList<>();
        List<Long> woken = new ArrayList<>();
        scheduler.start("sleeper", now -> {
            scheduler.sleep(50);
            woken.add(scheduler.nanoTime());
            return Work.NEVER;
        });
        scheduler.start("ticker", now -> {
            ticks.add(now);
            return now + 20;
        });
        scheduler.sleep(70);
        scheduler.sleep(-1);
        assertThat(ticks).containsExactly(0L, 20L, 40L, 60L);
        assertThat(woken).containsExactly(50L);
        assertThat(scheduler.nanoTime()).isEqualTo(70);
    }

    @Test
    @DisplayName("lets several threads wait, each for its own condition")
    void severalThreadsWait() throws InterruptedException {
        var count = new AtomicInteger();
        scheduler.start("counter", now -> {
            count.incrementAndGet();
            return now + 1_000;
        });
        var other = new Thread(() -> scheduler.await(() -> count.get() > 500, 1_000_000_000));
        other.start();
        assertThat(scheduler.await(() -> count.get() > 1_000, 1_000_000_000)).isTrue();
        other.join(10_000);
        assertThat(other.isAlive()).isFalse();
    }

    @Test
    @DisplayName("lets another thread go on while one is held up in a worker that hangs")
    void hangsAlone() throws InterruptedException {
        var over = new AtomicBoolean();
        var hung = new CountDownLatch(1);
        scheduler.start("hangs", now -> {
            hung.countDown();
            while (!over.get()) {
                scheduler.sleep(10);
            }
            return Work.NEVER;
        });
        var held = new Thread(() -> scheduler.sleep(1));
        held.start();
        assertThat(hung.await(10, TimeUnit.SECONDS)).isTrue();
        var count = new AtomicInteger();
        scheduler.start("counter", now -> now + count.incrementAndGet());
        assertThat(scheduler.await(() -> count.get() > 100, 1_000_000_000)).isTrue();
        over.set(true);
        held.join(10_000);
        assertThat(held.isAlive()).isFalse();
    }

    @Test
    @DisplayName("real time: work runs when woken and at its deadline, and a failure does not end it")
    void realTime() {
        var real = new RealScheduler();
        var count = new AtomicInteger();
        var worker = real.start("real", now -> {
            if (count.incrementAndGet() == 2) {
                throw new IllegalStateException("once");
            }
            return now + 1_000_000;
        });
        assertThat(real.await(() -> count.get() > 5, 10_000_000_000L)).isTrue();
        worker.end();
        Awaitility.await()
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .doesNotContain("real"));
    }
}
