// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.example.ExampleDevice;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** What the documents show keeps the rules. */
class ExampleTckTest extends BackendTck {
    @Override
    protected TestedDevice device() {
        return new TestedDevice() {
            private final TestClock clock = TestClock.virtual();
            private final ExampleDevice device = new ExampleDevice(clock);

            @Override
            public DmaChannelProvider provider() {
                return device;
            }

            @Override
            public TestClock clock() {
                return clock;
            }

            @Override
            public List<WaveFormat> formats(Direction direction) {
                return direction == Direction.CAPTURE ? List.of() : List.of(new WaveFormat(8_000, 2, Encoding.S16));
            }

            @Override
            public Set<Ability> abilities() {
                return EnumSet.noneOf(Ability.class);
            }

            @Override
            public void close() {
                // Its memory is the collector's.
            }
        };
    }
}
