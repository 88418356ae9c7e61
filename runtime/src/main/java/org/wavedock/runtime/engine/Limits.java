// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

/**
 * What one device and one client may take.
 *
 * @param streamsPerDevice streams that are open on one device
 * @param streamsPerClient streams that one client has open
 * @param bytesPerClient bytes of history that the streams of one client hold together
 */
public record Limits(int streamsPerDevice, int streamsPerClient, long bytesPerClient) {
    /** No limits but those of the machine. */
    static final Limits NONE = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is not 1 or more; the message names it
     */
    public Limits {
        require("streams per device", streamsPerDevice);
        require("streams per bundle", streamsPerClient);
        require("bytes per bundle", bytesPerClient);
    }

    private static void require(String what, long limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(what + " are limited to " + limit + ", expected 1 or more");
        }
    }
}
