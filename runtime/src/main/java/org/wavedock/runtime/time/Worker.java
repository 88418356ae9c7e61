// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.time;

/** Whoever drives a {@link Work}: a thread, or a place in a virtual scheduler's queue. */
public interface Worker {
    /** Makes the work run soon. Any thread, also on the hot path: no lock, no allocation. */
    void wake();

    /** Lets the work run no more; a cycle that is under way ends by itself. Any thread. */
    void end();
}
