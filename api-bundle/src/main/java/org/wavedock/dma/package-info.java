// SPDX-License-Identifier: Apache-2.0
/**
 * What a backend implements: a device as a service, and the DMA channel through which audio reaches it.
 *
 * <p>A backend registers one {@link org.wavedock.dma.DmaChannelProvider} a device and answers, from its
 * {@link org.wavedock.dma.IDmaChannelSlave}, where the device is in its ring. Ports, miniport and streams come with the platform.
 */
@Export
@Version("1.0.0")
package org.wavedock.dma;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
