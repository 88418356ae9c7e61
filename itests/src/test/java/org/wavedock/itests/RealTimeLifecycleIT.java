// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

/** The same by the system's clock, with all its threads. */
public class RealTimeLifecycleIT extends BackendLifecycle {
    @Override
    protected String clock() {
        return "real";
    }
}
