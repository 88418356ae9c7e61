// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.wavedock.stream.Conversion;
import org.wavedock.stream.PortChoice;
import org.wavedock.stream.PortClass;
import org.wavedock.stream.StreamRequest;

/**
 * Where a stream goes to, or comes from.
 *
 * @param device the preferred device as people write it, or null
 * @param ports by which port on which device, as people write it
 * @param conversion what may be done to it
 */
record Way(String device, PortChoice ports, Conversion conversion) {
    StreamRequest of(StreamRequest request) {
        var exceptions = new HashMap<String, PortClass>();
        ports.exceptions().forEach((typed, port) -> exceptions.put(AlsaDevices.name(typed), port));
        return request.on(AlsaDevices.name(device))
                .through(new PortChoice(ports.standard(), exceptions))
                .converting(conversion);
    }

    /** All devices that are named, as people write them. */
    List<String> devices() {
        var named = new ArrayList<>(ports.exceptions().keySet());
        named.sort(null);
        if (device != null) {
            named.add(0, device);
        }
        return named;
    }
}
