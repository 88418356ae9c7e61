// SPDX-License-Identifier: Apache-2.0
/**
 * What a test or a tool can do to a simulated card beyond playing on it. The cards themselves are configurations of the
 * factory PID {@code org.wavedock.sim.card}.
 */
@Export
@Version("1.0.0")
package org.wavedock.sim;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
