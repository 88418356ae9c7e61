// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

/**
 * Where a device comes from. The order is that of services: the highest ranking first, then the lowest id.
 *
 * @param ranking its {@code service.ranking}
 * @param bundle the symbolic name of its bundle
 * @param serviceId its {@code service.id}
 */
public record DeviceOrigin(int ranking, String bundle, long serviceId) implements Comparable<DeviceOrigin> {
    @Override
    public int compareTo(DeviceOrigin other) {
        var byRanking = Integer.compare(other.ranking, ranking);
        return byRanking != 0 ? byRanking : Long.compare(serviceId, other.serviceId);
    }
}
