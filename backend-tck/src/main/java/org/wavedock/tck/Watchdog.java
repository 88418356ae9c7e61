// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assertions;

/** Makes calls on a thread of their own, so that one that does not return can be told from one that does. */
final class Watchdog {
    private static final long MOMENT_MILLIS = 2;

    private final long patienceMillis;
    private volatile boolean stuck;

    Watchdog(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    /** Whether a call is out that did not return. */
    boolean isStuck() {
        return stuck;
    }

    /** A call that has begun. */
    CompletableFuture<Void> begin(Expect.Call call) {
        var done = new CompletableFuture<Void>();
        var thread = new Thread(
                () -> {
                    var thrown = Expect.thrown(call);
                    if (thrown == null) {
                        done.complete(null);
                    } else {
                        done.completeExceptionally(thrown);
                    }
                },
                "wavedock-tck-call");
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    /** Makes the call and throws what it throws. Fails if it does not return. */
    void watch(String what, Expect.Call call) throws Exception {
        end(what, begin(call));
    }

    /** Gives the call a moment of real time, and says whether it has returned. */
    static boolean isOver(CompletableFuture<Void> call) throws InterruptedException {
        try {
            call.get(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        }
        return true;
    }

    /** Waits until the call has returned. */
    void end(String what, CompletableFuture<Void> call) throws Exception {
        try {
            call.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            stuck = true;
            Assertions.fail(what + " has not returned after " + patienceMillis + " ms");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception exception ? exception : e;
        }
    }
}
