// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.Conversion;
import org.wavedock.stream.Policy;
import org.wavedock.stream.Policy.Selection;
import org.wavedock.stream.PortChoice;
import org.wavedock.stream.PortClass;
import org.wavedock.stream.StreamRequest;

/**
 * Where a stream goes to, or comes from.
 *
 * @param device the preferred device as people write it, or null
 * @param ports by which port on which device, as people write it
 * @param policy on which device it may be
 * @param conversion what may be done to it
 * @param exclusive whether it shares a device with no other stream
 */
record Way(String device, PortChoice ports, Policy policy, Conversion conversion, boolean exclusive) {
    /** Checks that a pinned stream has a device. */
    static Way parse(String device, String ports, String policy, String conversion) throws Failure {
        var parsed = PolicyOption.parse(policy);
        if (parsed.selection() == Selection.PINNED && device == null) {
            throw Failure.usage("--policy is \"" + policy + "\", expected the device to pin to as well, such as sim0");
        }
        return new Way(device, PortOption.parse(ports), parsed, ConvertOption.parse(conversion), false);
    }

    /** The same, sharing a device with no other stream if so wished. */
    Way exclusive(boolean wanted) {
        return new Way(device, ports, policy, conversion, wanted);
    }

    StreamRequest of(StreamRequest request) {
        var exceptions = new HashMap<String, PortClass>();
        ports.exceptions().forEach((typed, port) -> exceptions.put(AlsaDevices.name(typed), port));
        var placed = request.on(AlsaDevices.name(device))
                .through(new PortChoice(ports.standard(), exceptions))
                .with(policy)
                .converting(conversion);
        return exclusive ? placed.exclusively() : placed;
    }

    /** Fails if one that is named is not there, unless the stream may wait for it. */
    void requireDevices(AudioStreams streams) throws Failure {
        for (var named : devices()) {
            if (!named.equals(device) || !PolicyOption.mayWait(policy)) {
                Devices.find(streams, named);
            }
        }
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
