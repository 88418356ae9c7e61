// SPDX-License-Identifier: Apache-2.0
/**
 * Values that every floor of Wavedock shares: formats, directions, stream states, errors and time.
 *
 * <p>Nothing here starts a thread or knows of a device; nothing blocks but {@link org.wavedock.wave.TimeSource#sleep}.
 */
@Export
@Version("1.0.0")
package org.wavedock.wave;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
