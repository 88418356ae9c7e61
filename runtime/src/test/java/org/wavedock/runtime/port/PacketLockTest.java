// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.portcls.Mapping;
import org.wavedock.runtime.port.check.Check;
import org.wavedock.runtime.port.check.ProvokesViolations;

@ProvokesViolations
@DisplayName("The packets of a WavePci pin, in the checking mode,")
class PacketLockTest extends PacketRig {
    @Test
    @Tag("A93")
    @DisplayName("are not to be asked with the miniport's lock held")
    void findsHeldLocks() {
        assertThat(Check.ON).as("-Dwavedock.check=true").isTrue();
        submit(0, 10);
        synchronized (stream) {
            assertThatIllegalStateException().isThrownBy(() -> queue.getMapping(1, new Mapping()));
            assertThatIllegalStateException().isThrownBy(() -> queue.releaseMapping(1));
            assertThatIllegalStateException().isThrownBy(queue::terminatePacket);
        }
        assertThat(take(1).bytes()).isEqualTo(10);
    }
}
