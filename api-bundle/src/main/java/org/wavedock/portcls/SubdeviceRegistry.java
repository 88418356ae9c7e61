// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.wave.AudioException;

/**
 * Where adapter drivers make their subdevices known to clients, an OSGi service of the platform's.
 *
 * <p>The devices of a bundle are closed when it stops or gives the service back, in the order of
 * {@link AdapterDevice#close()}.
 */
@ProviderType
public interface SubdeviceRegistry {
    /**
     * A new device without subdevices, powered on; {@code PcAddAdapterDevice}. Control path; any thread; does not
     * block.
     *
     * @param name unique among devices; becomes the {@link WaveFilter#DEVICE} property of its subdevices
     * @param maxObjects how many subdevices it may have at once, 1 or more
     * @return the device, which the caller closes
     * @throws AudioException {@code INVALID_PARAMETER} if the name is null or blank or the number is not positive,
     *     {@code OBJECT_NAME_COLLISION} if the name is taken, {@code DEVICE_REMOVED} if the platform is going
     */
    AdapterDevice addAdapterDevice(String name, int maxObjects) throws AudioException;
}
