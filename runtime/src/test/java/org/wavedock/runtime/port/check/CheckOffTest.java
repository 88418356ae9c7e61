// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.IDmaChannel;

@DisplayName("The checking mode, switched off,")
class CheckOffTest {
    /** Runs in a JVM of its own: the mode is what it is from the start. */
    static final class Program {
        private Program() {}

        public static void main(String... arguments) {
            var fake = new FakeChannel();
            IDmaChannel master = new CommonBufferDmaChannel(new BusAddressSpace(), 64);
            System.out.println("wraps: " + (Check.wrap(fake.slave) != fake.slave || Check.wrap(master) != master));
            Check.enterService();
            System.out.println("in service: " + Check.inService());
            synchronized (fake) {
                Check.requireNoLock(fake, null, "getMapping");
            }
            System.out.println("violations: " + Check.violations());
        }
    }

    @Test
    @DisplayName("wraps nothing, and looks at nothing")
    void doesNothing() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Program.class.getName())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines()).contains("wraps: false", "in service: false", "violations: 0");
    }
}
