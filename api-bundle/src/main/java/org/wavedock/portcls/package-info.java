// SPDX-License-Identifier: Apache-2.0
/**
 * The wave side of portcls: ports, miniports, their streams, service groups and resource lists.
 *
 * <p>A backend that registers a {@link org.wavedock.dma.DmaChannelProvider} needs none of this: port and miniport come
 * with the platform. It is for hardware that wants more, and for those who know portcls and want to find it here.
 * Interfaces keep their portcls names, methods are those names in lower camel case, and class tokens stand where
 * portcls has GUIDs.
 *
 * <p>Three kinds of thread call in, as three interrupt levels do on Windows. A <em>control</em> thread (PASSIVE) opens,
 * closes and changes state, and may block. The <em>service</em> thread of a device (DISPATCH, the hot path) moves
 * audio; on it nothing blocks, allocates or locks. A <em>notifier</em> (the interrupt) only calls {@code notify}.
 *
 * <p>References: whoever receives an object as a result owns one reference to it and releases it; whoever keeps an
 * argument adds a reference of its own. There are two exceptions: the channel in
 * {@link org.wavedock.portcls.NewStream} for WavePci, and the port that a miniport's {@code init} is given.
 */
@Export
@Version("1.0.0")
package org.wavedock.portcls;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
