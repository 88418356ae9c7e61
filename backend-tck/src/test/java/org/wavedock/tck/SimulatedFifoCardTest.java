// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.Map;

/** So does a card that swallows frames at its start, holds frames back and is too fast. */
class SimulatedFifoCardTest extends BackendTck {
    @Override
    protected TestedDevice device() {
        return new SimulatedDevice(Map.of("fifo.frames", 160, "start.frames", 40, "drift.ppm", 1000)) {
            @Override
            public double speedTolerance() {
                return 0.0011;
            }
        };
    }
}
