// SPDX-License-Identifier: Apache-2.0
/**
 * What can go wrong with a simulated card, and when: values, and their text.
 *
 * <p>Values only; any thread, nothing blocks but {@link org.wavedock.sim.fault.FaultScript#read}.
 */
@Export
@Version("1.0.0")
package org.wavedock.sim.fault;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
