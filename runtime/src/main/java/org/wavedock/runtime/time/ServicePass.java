// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.time;

/** Whether a thread is in the middle of work that must not block. What a virtual scheduler runs while somebody waits is not. */
public final class ServicePass {
    /** How deep. Arrays, so that a thread does not hold on to a class of ours. */
    private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);

    private ServicePass() {}

    /** The calling thread begins a pass; passes nest. To be followed by {@link #leave()} in any case. */
    public static void enter() {
        DEPTH.get()[0]++;
    }

    /** The calling thread ends the pass that it began last. */
    public static void leave() {
        DEPTH.get()[0]--;
    }

    /** Whether the calling thread is in a pass. */
    public static boolean isRunning() {
        return DEPTH.get()[0] > 0;
    }

    /**
     * What comes next on the calling thread is somebody else's. To be followed by {@link #resume} in any case.
     *
     * @return what to resume
     */
    public static int suspend() {
        var depth = DEPTH.get();
        var outer = depth[0];
        depth[0] = 0;
        return outer;
    }

    /**
     * The calling thread goes on with what it did before.
     *
     * @param outer what {@link #suspend} answered
     */
    public static void resume(int outer) {
        DEPTH.get()[0] = outer;
    }
}
