// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

/**
 * The device behind an object is gone: {@code STATUS_DEVICE_REMOVED} on methods that portcls gives no status.
 *
 * <p>Thrown on the hot path too, where it ends the use of the device at once.
 */
public class DeviceRemovedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * The device is gone.
     *
     * @param message names the device
     */
    public DeviceRemovedException(String message) {
        super(message);
    }

    /**
     * Always {@link Reason#DEVICE_REMOVED}.
     *
     * @return the reason
     */
    public Reason reason() {
        return Reason.DEVICE_REMOVED;
    }
}
