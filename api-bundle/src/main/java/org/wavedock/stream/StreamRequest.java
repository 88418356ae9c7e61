// SPDX-License-Identifier: Apache-2.0
package org.wavedock.stream;

import java.time.Duration;
import java.util.Objects;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/**
 * What an application asks for.
 *
 * @param name for people, in listings and messages; not null
 * @param direction render or capture
 * @param format the format of what is written or read
 * @param device the device preferred over all others, by its name or its identity, or null for the best one
 * @param lead how far the platform may write ahead of what is heard, 1 ms to 10 s; 40 ms is portcls' policy; a device
 *     whose ring is shorter allows less
 * @param history how much written audio the stream holds that is not yet known to have been heard; at least four times the
 *     lead and at most 60 s. For capture: how much it holds that is not yet read
 * @param ports which port carries it on which device, not null
 * @param policy which device it may be on, and what happens while there is none, not null
 * @param conversion what may be done to its frames for a device that does not take its format, not null
 * @param exclusive whether it goes only where it shares a substream with no other stream, and lets no other come
 */
public record StreamRequest(
        String name,
        Direction direction,
        WaveFormat format,
        String device,
        Duration lead,
        Duration history,
        PortChoice ports,
        Policy policy,
        Conversion conversion,
        boolean exclusive) {
    /** portcls' documented lead. */
    public static final Duration DEFAULT_LEAD = Duration.ofMillis(40);
    /** Enough for the largest device FIFO known. */
    public static final Duration DEFAULT_HISTORY = Duration.ofMillis(500);

    private static final Duration MIN_LEAD = Duration.ofMillis(1);
    private static final Duration MAX_LEAD = Duration.ofSeconds(10);
    private static final Duration MAX_HISTORY = Duration.ofSeconds(60);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of range, or a pinned stream names no device; the message names it
     */
    public StreamRequest {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(ports, "ports");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(conversion, "conversion");
        if (policy.selection() == Policy.Selection.PINNED && device == null) {
            throw new IllegalArgumentException(
                    "a pinned stream names no device, expected one: on(device) before with(policy)");
        }
        require("lead", lead, MIN_LEAD, MAX_LEAD);
        require("history", history, lead.multipliedBy(4), MAX_HISTORY);
    }

    private static void require(String what, Duration value, Duration min, Duration max) {
        if (value == null || value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(what + " is " + value + ", expected " + min + " to " + max);
        }
    }

    /**
     * A stream to the best device.
     *
     * @param name for people
     * @param format of what will be written
     * @return the request
     */
    public static StreamRequest render(String name, WaveFormat format) {
        return best(name, Direction.RENDER, format);
    }

    /**
     * A stream from the best device.
     *
     * @param name for people
     * @param format of what will be read
     * @return the request
     */
    public static StreamRequest capture(String name, WaveFormat format) {
        return best(name, Direction.CAPTURE, format);
    }

    private static StreamRequest best(String name, Direction direction, WaveFormat format) {
        return new StreamRequest(
                name,
                direction,
                format,
                null,
                DEFAULT_LEAD,
                DEFAULT_HISTORY,
                PortChoice.WAVE_CYCLIC,
                Policy.FOLLOW,
                Conversion.ANY,
                false);
    }

    /**
     * The same, preferring a device.
     *
     * @param deviceName its name or its identity, or null for none
     * @return the request
     */
    public StreamRequest on(String deviceName) {
        return new StreamRequest(
                name, direction, format, deviceName, lead, history, ports, policy, conversion, exclusive);
    }

    /**
     * The same with other times.
     *
     * @param newLead as {@link #lead()}
     * @param newHistory as {@link #history()}
     * @return the request
     */
    public StreamRequest buffered(Duration newLead, Duration newHistory) {
        return new StreamRequest(
                name, direction, format, device, newLead, newHistory, ports, policy, conversion, exclusive);
    }

    /**
     * The same through other ports.
     *
     * @param newPorts as {@link #ports()}
     * @return the request
     */
    public StreamRequest through(PortChoice newPorts) {
        return new StreamRequest(
                name, direction, format, device, lead, history, newPorts, policy, conversion, exclusive);
    }

    /**
     * The same under another policy.
     *
     * @param newPolicy as {@link #policy()}; a pinned one wants a device, see {@link #on}
     * @return the request
     */
    public StreamRequest with(Policy newPolicy) {
        return new StreamRequest(
                name, direction, format, device, lead, history, ports, newPolicy, conversion, exclusive);
    }

    /**
     * The same, with another limit to what may be done to its frames.
     *
     * @param newConversion as {@link #conversion()}
     * @return the request
     */
    public StreamRequest converting(Conversion newConversion) {
        return new StreamRequest(
                name, direction, format, device, lead, history, ports, policy, newConversion, exclusive);
    }

    /**
     * The same, sharing no substream with another stream.
     *
     * @return the request
     */
    public StreamRequest exclusively() {
        return new StreamRequest(name, direction, format, device, lead, history, ports, policy, conversion, true);
    }
}
