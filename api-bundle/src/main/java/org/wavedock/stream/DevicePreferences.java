// SPDX-License-Identifier: Apache-2.0
package org.wavedock.stream;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;

/**
 * The order in which devices are preferred, for each direction; an OSGi service. It outranks {@code service.ranking}, and what a
 * stream asks for itself outranks it. It is kept by Configuration Admin, PID {@value #PID}, so that it survives a restart.
 *
 * <p>Devices are known by their {@link DeviceSnapshot#identity() identity}, whether they are there or not. A change moves the
 * streams that follow the best device. All methods: any thread; the changing ones may block for as long as Configuration Admin
 * does.
 */
@ProviderType
public interface DevicePreferences {
    /** The PID; its properties are {@code render} and {@code capture}, arrays, or texts with blanks between the identities. */
    String PID = "org.wavedock.preferences";

    /**
     * The order now.
     *
     * @param direction not null
     * @return identities, the most preferred first; a new list, maybe empty
     */
    List<String> order(Direction direction);

    /**
     * Prefers a device to all others from now on.
     *
     * @param direction not null
     * @param identity of the device, not null, without blanks
     * @throws AudioException {@code INVALID_PARAMETER} if that is no identity, {@code DEVICE_NOT_READY} if there is no
     *     Configuration Admin, {@code UNSUCCESSFUL} if it cannot keep it
     */
    void prefer(Direction direction, String identity) throws AudioException;

    /**
     * Prefers a device no more.
     *
     * @param direction not null
     * @param identity of the device, not null
     * @throws AudioException {@code NOT_FOUND} if it is not preferred, {@code DEVICE_NOT_READY} and {@code UNSUCCESSFUL} as
     *     {@link #prefer}
     */
    void forget(Direction direction, String identity) throws AudioException;
}
