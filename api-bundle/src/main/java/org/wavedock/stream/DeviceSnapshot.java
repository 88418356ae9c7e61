// SPDX-License-Identifier: Apache-2.0
package org.wavedock.stream;

import java.util.OptionalDouble;

/**
 * A device as it is now.
 *
 * @param name the name people type
 * @param identity what it is recognised by, whatever its name
 * @param description for people
 * @param ranking its {@code service.ranking}
 * @param streams the streams on it
 * @param fifoFrames frames that it may hold unheard
 * @param driftPpm how much faster than the platform's clock the device is, measured while it last ran for a second or longer,
 *     parts per million; empty before
 * @param bundle the symbolic name of the bundle that provides it
 * @param serviceId the {@code service.id} of its provider
 */
public record DeviceSnapshot(
        String name,
        String identity,
        String description,
        int ranking,
        int streams,
        int fifoFrames,
        OptionalDouble driftPpm,
        String bundle,
        long serviceId) {}
