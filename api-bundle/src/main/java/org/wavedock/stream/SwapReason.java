// SPDX-License-Identifier: Apache-2.0
package org.wavedock.stream;

/** Why a stream changed its device. */
public enum SwapReason {
    /** The application or a person asked for it. */
    REQUESTED,
    /** A better device, or the preferred one, has come. */
    BETTER_DEVICE,
    /** The device's backend was stopped, updated, uninstalled or configured anew. */
    BACKEND_LEFT,
    /** The device failed or vanished. */
    DEVICE_LOST,
    /** The stream waited for a device, and one has come. */
    DEVICE_ARRIVED
}
