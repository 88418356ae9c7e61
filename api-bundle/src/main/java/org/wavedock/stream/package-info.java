// SPDX-License-Identifier: Apache-2.0
/**
 * What an application uses: streams that outlive the device they play on, and the account of every frame.
 *
 * <p>Get {@link org.wavedock.stream.AudioStreams} as a service, open a stream, write or read. Devices come and go below it.
 */
@Export
@Version("1.0.0")
package org.wavedock.stream;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
