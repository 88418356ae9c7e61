// SPDX-License-Identifier: Apache-2.0
/**
 * One substream of a device for many streams: each gets a channel that looks like one of its own. What is rendered is added up,
 * what is captured is read by all. Ports and pins do not know of it.
 */
package org.wavedock.runtime.port.share;
