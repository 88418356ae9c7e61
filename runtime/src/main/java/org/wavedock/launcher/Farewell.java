// SPDX-License-Identifier: Apache-2.0
package org.wavedock.launcher;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/** Ctrl-C or SIGTERM: asks the command to stop, and keeps the JVM alive until it has left everything tidy. */
final class Farewell {
    private static final long COMMAND_SECONDS = 5;
    private static final long FRAMEWORK_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final Thread main = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean begun;
    private volatile Framework framework;
    private volatile Callable<?> command;

    void arm() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::askAndWait, "wavedock-farewell"));
    }

    void knows(Framework running) {
        framework = running;
    }

    void knows(Callable<?> running) {
        command = running;
        if (begun) {
            ask(running);
        }
    }

    /** Whether the JVM is on its way out. */
    boolean begun() {
        return begun;
    }

    /** All is tidy; the JVM may end. */
    void done() {
        done.countDown();
    }

    private void askAndWait() {
        if (done.getCount() == 0) {
            return;
        }
        begun = true;
        var running = command;
        if (running != null) {
            ask(running);
        } else {
            stop(framework);
        }
        try {
            if (!done.await(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                stop(framework);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A command that can be closed is; another is interrupted. */
    private void ask(Callable<?> running) {
        if (running instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                System.err.println("wavedock: the command cannot be stopped: " + e);
            }
        } else {
            main.interrupt();
        }
    }

    /** Stops a framework and waits, within limits. */
    static void stop(Framework framework) {
        if (framework == null) {
            return;
        }
        try {
            framework.stop();
            framework.waitForStop(FRAMEWORK_MILLIS);
        } catch (BundleException e) {
            System.err.println("wavedock: the platform does not stop: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
