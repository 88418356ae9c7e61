// SPDX-License-Identifier: Apache-2.0
package org.wavedock.stream;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.wave.AudioException;

/**
 * A stream of frames, numbered from 0 for its whole life, on whichever device carries it at the moment.
 *
 * <p>Any thread; one thread at a time writes or reads, and another may call everything else meanwhile. No method blocks longer
 * than the time it is given.
 */
@ProviderType
public interface AudioStream extends AutoCloseable {
    /**
     * What was asked for.
     *
     * @return the request, not null
     */
    StreamRequest request();

    /** Lets the stream run; nothing happens if it runs. */
    void start();

    /** Makes the stream stand still on the frame that it has reached; nothing happens if it stands. */
    void pause();

    /**
     * Hands over audio to be rendered: as many whole frames as fit, waiting for room only when none does.
     *
     * @param source its bytes from position to limit; the position moves past what was taken
     * @param timeout the longest wait for room; zero looks once
     * @return bytes taken: at least a frame, or 0 if the source holds less than a frame
     * @throws AudioException {@code IO_TIMEOUT} if there was no room in time, {@code DEVICE_NOT_READY} if that is because the
     *     stream waits for a device, {@code INVALID_DEVICE_REQUEST} on a capture stream, {@code CANCELLED} if it is closed, and
     *     what ended it, such as {@code DEVICE_REMOVED}, if its policy is to fail; nothing was taken
     */
    int write(ByteBuffer source, Duration timeout) throws AudioException;

    /**
     * Takes captured audio: as many whole frames as there are, waiting only when there is none.
     *
     * @param destination filled from its position, which moves
     * @param timeout the longest wait; zero looks once
     * @return bytes: at least a frame, or 0 if the destination holds less than a frame
     * @throws AudioException as {@link #write}, {@code INVALID_DEVICE_REQUEST} on a render stream
     */
    int read(ByteBuffer destination, Duration timeout) throws AudioException;

    /**
     * Waits until all that was written has been heard. The stream stays open.
     *
     * @param timeout the longest wait
     * @throws AudioException {@code IO_TIMEOUT} or {@code DEVICE_NOT_READY} if that was not enough, {@code CANCELLED} if the
     *     stream is closed or what ended it, {@code INVALID_DEVICE_REQUEST} on a capture stream
     */
    void drain(Duration timeout) throws AudioException;

    /**
     * Makes the stream louder or softer, from the next frame on that is handed to a device, reached within 5 ms of audio. With a
     * gain of 1, as it starts, samples are handed over bit by bit; with others what is too large is limited. Never blocks.
     *
     * @param gain a factor for each sample, 0 to 16
     * @throws AudioException {@code INVALID_PARAMETER} if it is out of range, {@code INVALID_DEVICE_REQUEST} on a capture stream
     *     and on one that may go through WavePci, where devices read what was written; the gain stays
     */
    void gain(double gain) throws AudioException;

    /**
     * How loud the stream was asked to be.
     *
     * @return the gain, 1 at first
     */
    double gain();

    /**
     * Moves the stream to a device and prefers that device from now on; a pinned stream is pinned to it.
     *
     * @param device its name or its identity, not null
     * @param timeout the longest wait
     * @return how it went
     * @throws AudioException {@code NOT_FOUND} if there is no such device; whatever the device refuses the stream with (the
     *     stream stays where it is); {@code IO_TIMEOUT}, after which it goes there all the same, as soon as the device takes it
     */
    SwapReport swapTo(String device, Duration timeout) throws AudioException;

    /**
     * The account of the stream until now.
     *
     * @return a consistent copy
     */
    StreamSnapshot snapshot();

    /**
     * The changes of device until now, the latest 4,096 of them.
     *
     * @return a new list, oldest first
     */
    List<SwapReport> swaps();

    /**
     * Calls a listener after each change of device, on a thread of the platform's that carries no audio.
     *
     * @param listener not null; it should return soon, and what it throws is logged
     */
    void onSwap(Consumer<SwapReport> listener);

    /**
     * Stops at once and gives everything back; what was not heard by then is lost and counted. Blocks a second at most, if the
     * device hangs. Harmless when repeated.
     */
    @Override
    void close();
}
