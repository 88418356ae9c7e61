// SPDX-License-Identifier: Apache-2.0
/**
 * The rules for backends as JUnit 5 tests. A backend's author extends {@link org.wavedock.tck.BackendTck} once and describes the
 * device in a {@link org.wavedock.tck.TestedDevice}.
 */
@Export
@Version("1.0.0")
package org.wavedock.tck;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
