// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import org.wavedock.stream.PortChoice;
import org.wavedock.stream.StreamRequest;

/**
 * Where a stream goes to, or comes from.
 *
 * @param device the preferred device as people write it, or null
 * @param ports by which port on which device
 */
record Way(String device, PortChoice ports) {
    StreamRequest of(StreamRequest request) {
        return request.on(AlsaDevices.name(device)).through(ports);
    }
}
