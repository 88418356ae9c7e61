// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

/**
 * What a pin has to know beyond its format.
 *
 * @param leadNanos how far valid data may lie ahead of the cursor
 * @param fifoFrames frames that the device may hold unheard after counting them
 * @param startFrames frames that the device takes at once when it starts
 */
public record PinTerms(long leadNanos, int fifoFrames, int startFrames) {}
