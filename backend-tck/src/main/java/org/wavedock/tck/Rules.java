// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import org.osgi.annotation.versioning.ProviderType;

/** A group of rules: its default methods are the tests. */
@ProviderType
public interface Rules {
    /**
     * Where the device of this rule stands.
     *
     * @return the bench, not null while a rule runs
     */
    Bench bench();
}
