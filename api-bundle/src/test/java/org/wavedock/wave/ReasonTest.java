// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReasonTest {
    @Test
    void everyReasonHasItsOwnStatusAndAnAdvice() {
        assertThat(Stream.of(Reason.values()).map(Reason::ntStatus))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("STATUS_[A-Z_]+"));
        assertThat(Reason.values()).allMatch(reason -> reason.advice() != null);
    }

    @Test
    void exceptionsCarryTheirReason() {
        var cause = new IllegalStateException("below");
        var failure = new AudioException(Reason.IO_TIMEOUT, "too late", cause);

        assertThat(failure).hasMessage("too late").hasCause(cause);
        assertThat(failure.reason()).isEqualTo(Reason.IO_TIMEOUT);
        assertThat(new DeviceRemovedException("gone").reason()).isEqualTo(Reason.DEVICE_REMOVED);
        assertThatNullPointerException().isThrownBy(() -> new AudioException(null, "why"));
    }
}
