// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

/** Which way audio flows; the {@code Capture} flag of portcls' {@code NewStream}. */
public enum Direction {
    /** From the application to the device ({@code Capture == FALSE}). */
    RENDER,
    /** From the device to the application ({@code Capture == TRUE}). */
    CAPTURE
}
