// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CUnknownTest {
    private static final int THREADS = 8;

    private static final class Counted extends CUnknown implements Runnable {
        private final AtomicInteger destroyed = new AtomicInteger();

        @Override
        protected void destroy() {
            destroyed.incrementAndGet();
        }

        @Override
        public void run() {}
    }

    private final Counted counted = new Counted();

    @Test
    @DisplayName("A10 a new object carries exactly one reference")
    void aNewObjectHasOneReference() {
        assertThat(counted.release()).isZero();
        assertThat(counted.destroyed).hasValue(1);
    }

    @Test
    void onlyTheLastReleaseDestroys() {
        assertThat(counted.addRef()).isEqualTo(2);
        assertThat(counted.addRef()).isEqualTo(3);
        assertThat(counted.release()).isEqualTo(2);
        assertThat(counted.release()).isEqualTo(1);
        assertThat(counted.destroyed).hasValue(0);
        assertThat(counted.release()).isZero();
        assertThat(counted.destroyed).hasValue(1);
    }

    @Test
    void theDeadCannotBeReferencedOrReleased() {
        counted.release();

        assertThatIllegalStateException().isThrownBy(counted::addRef);
        assertThatIllegalStateException().isThrownBy(counted::release);
        assertThat(counted.destroyed).hasValue(1);
    }

    @Test
    void closeDropsTheOwnersReferenceOnce() {
        counted.addRef();

        counted.close();
        counted.close();

        assertThat(counted.destroyed).hasValue(0);
        assertThat(counted.release()).isZero();
        counted.close();
        assertThat(counted.destroyed).hasValue(1);
    }

    @Test
    void interfacesAreFoundByQueryWithoutAReference() {
        assertThat(counted.queryInterface(IUnknown.class)).containsSame(counted);
        assertThat(counted.queryInterface(Runnable.class)).containsSame(counted);
        assertThat(counted.queryInterface(IDmaChannel.class)).isEmpty();
        assertThat(counted.release()).isZero();
    }

    @Test
    void manyThreadsCountWithoutLoss() throws Exception {
        together(() -> {
            for (var i = 0; i < 20_000; i++) {
                counted.addRef();
                counted.release();
            }
            counted.addRef();
            return null;
        });

        assertThat(counted.destroyed).hasValue(0);
        for (var left = THREADS; left > 0; left--) {
            assertThat(counted.release()).isEqualTo(left);
        }
        assertThat(counted.release()).isZero();
        assertThat(counted.destroyed).hasValue(1);
    }

    @Test
    void racingReleasesDestroyOnce() throws Exception {
        for (var round = 0; round < 200; round++) {
            var raced = new Counted();
            for (var i = 1; i < THREADS; i++) {
                raced.addRef();
            }
            together(raced::release);
            assertThat(raced.destroyed).hasValue(1);
        }
    }

    @Test
    void racingClosesReleaseOnce() throws Exception {
        counted.addRef();

        together(() -> {
            counted.close();
            return null;
        });

        assertThat(counted.destroyed).hasValue(0);
        assertThat(counted.release()).isZero();
    }

    private static <T> void together(Callable<T> task) throws Exception {
        var barrier = new CyclicBarrier(THREADS);
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var running = new ArrayList<Future<T>>();
            for (var i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    barrier.await(30, TimeUnit.SECONDS);
                    return task.call();
                }));
            }
            for (var one : running) {
                one.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
