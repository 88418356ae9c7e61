// SPDX-License-Identifier: Apache-2.0
package org.wavedock.stream;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.wave.AudioException;

/**
 * The way in for applications, an OSGi service that each bundle has for itself: streams that a bundle has opened are closed when it
 * gives the service back or stops. All methods: any thread; no device is called on it.
 */
@ProviderType
public interface AudioStreams {
    /**
     * The devices that are there now, best first.
     *
     * @return a new list, maybe empty
     */
    List<DeviceSnapshot> devices();

    /**
     * The streams that are open now, in the order of their opening.
     *
     * @return a new list, maybe empty
     */
    List<AudioStream> streams();

    /**
     * Opens a stream. Blocks until it has a device, 2 s at most; one that opens more slowly comes later. It is in {@code PAUSE};
     * {@link AudioStream#start()} makes it run. Without a device it waits for one, or does what its policy says.
     *
     * @param request what is wanted, not null
     * @return the stream, to be closed by the caller
     * @throws AudioException {@code FORMAT_NOT_SUPPORTED} if there are devices and none can do it (the message says for each
     *     of them why), {@code NOT_FOUND} if the device named in the request is not there and the stream may not wait for it,
     *     {@code DEVICE_NOT_READY} if there is no device and the stream may not wait, {@code INSUFFICIENT_RESOURCES} if
     *     the caller's bundle has as many streams open, or as much memory in them, as it may (the message names numbers), this
     *     or another reason if each device refused to be opened, {@code CANCELLED} if the platform stops
     */
    AudioStream open(StreamRequest request) throws AudioException;
}
