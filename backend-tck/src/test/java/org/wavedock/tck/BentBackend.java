// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.function.Supplier;

/** The rules for a mutant; run by {@link MutantTest} alone. */
class BentBackend extends BackendTck {
    static volatile Supplier<TestedDevice> mutant;

    @Override
    protected TestedDevice device() {
        return mutant.get();
    }
}
