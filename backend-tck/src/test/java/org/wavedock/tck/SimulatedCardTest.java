// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

/** The simulated card keeps every rule. */
class SimulatedCardTest extends BackendTck {
    @Override
    protected TestedDevice device() {
        return new SimulatedDevice();
    }
}
