// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavedock.wave.AudioException;

@DisplayName("A stream on a card with a fault script")
class FaultScriptSwapTest {
    private static final int FRAMES = 96_000;

    @ParameterizedTest(name = "{1} by {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CYCLIC | unplug@24000 | 1",
                "PCI | unplug@24000 | 1",
                "COPYING | unplug@24000 | 1",
                "CYCLIC | unplug@24000 for 24000; unplug@60000 for 2400 | 1",
                "PCI | unplug@24000 for 24000; unplug@60000 for 2400 | 1",
                "CYCLIC | throw@24000 in getPosition for 960 | 1",
                "PCI | throw@24000 in getPosition for 960 | 1",
                "COPYING | throw@24000 in copyTo for 960 | 1",
                "CYCLIC | throw@24000 in copyTo error for 960 | 1",
                "PCI | throw@24000 in mappingAvailable removed for 960 | 1",
                "CYCLIC | format@0 for 1; allocation@0 of 0 | 0",
                "CYCLIC | xrun@24000; xrun@48000 | 0",
                "PCI | xrun@24000; xrun@48000 | 0",
                "CYCLIC | stall@24000 for 2400; jump@60000 by 480 | 0",
                "PCI | stall@24000 for 2400 | 0",
                "CYCLIC | burst@12000 of 480 for 48000; drift@70000 200ppm | 0",
                "PCI | burst@12000 of 480 for 48000; drift@70000 -200ppm; storm@80000 for 4800 | 0",
                "CYCLIC | hang@24000 in getPosition for 20ms; slow@48000 in copyTo by 1ms for 960 | 0"
            })
    @DisplayName("is heard to the end, every frame of it, wherever it went")
    void survives(Drive drive, String faults, int losses) throws AudioException {
        try (var rig = new Rig(drive)) {
            rig.card("spare", 0);
            rig.card("faulty", 10, Map.of("faults", faults));
            var stream = rig.open();
            stream.start();
            rig.write(stream, FRAMES);
            rig.finish(stream);
            var ledger = stream.snapshot();
            assertThat(ledger.framesLost()).isZero();
            assertThat(ledger.framesRendered()).isEqualTo(FRAMES);
            var swaps = stream.swaps();
            assertThat(swaps.stream().filter(swap -> "faulty".equals(swap.from())))
                    .hasSize(losses);
        }
    }
}
