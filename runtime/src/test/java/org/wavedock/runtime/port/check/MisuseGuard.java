// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** No test of this module may misuse a channel, even if whoever did it survived. JUnit finds it by itself. */
public final class MisuseGuard implements BeforeEachCallback, AfterEachCallback {
    private int before;

    @Override
    public void beforeEach(ExtensionContext context) {
        before = Check.violations();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!context.getRequiredTestClass().isAnnotationPresent(ProvokesViolations.class)) {
            assertThat(Check.violations() - before)
                    .as("violations found by the checking mode")
                    .isZero();
        }
    }
}
