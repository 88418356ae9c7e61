// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.fault;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The methods of a simulated card that can go wrong, by the names that the interfaces give them. Some stand for others as well, so that a
 * script need not know by which port a card is driven.
 */
public enum DeviceMethod {
    /** Of the device. */
    DESCRIPTION("description"),
    /** Of the device. */
    CHECK_FORMAT("checkFormat"),
    /** Opens: of the miniport, and {@link #NEW_CHANNEL}. */
    NEW_STREAM("newStream"),
    /** Opens a slave channel. */
    NEW_CHANNEL("newChannel", NEW_STREAM),
    /** Of the device. */
    ADAPTER("adapter"),
    /** Of the device. */
    NEW_WAVE_PCI_MINIPORT("newWavePciMiniport"),
    /** Of a channel, and of a stream's list of mappings when it is opened. */
    ALLOCATE_BUFFER("allocateBuffer"),
    /** Of a channel. */
    FREE_BUFFER("freeBuffer"),
    /** Of a channel. */
    TRANSFER_COUNT("transferCount"),
    /** Of a channel. */
    MAXIMUM_BUFFER_SIZE("maximumBufferSize"),
    /** Of a channel. */
    ALLOCATED_BUFFER_SIZE("allocatedBufferSize"),
    /** Of a channel. */
    BUFFER_SIZE("bufferSize"),
    /** Of a channel. */
    SET_BUFFER_SIZE("setBufferSize"),
    /** Of a channel. */
    SYSTEM_ADDRESS("systemAddress"),
    /** Of a channel. */
    PHYSICAL_ADDRESS("physicalAddress"),
    /** Of a channel. */
    GET_ADAPTER_OBJECT("getAdapterObject"),
    /** Of a channel. */
    COPY_TO("copyTo"),
    /** Of a channel. */
    COPY_FROM("copyFrom"),
    /** Of a stream, and what a channel has for it: {@link #START}, {@link #STOP}, {@link #PAUSE}, {@link #RESUME}. */
    SET_STATE("setState"),
    /** Of a channel. */
    START("start", SET_STATE),
    /** Of a channel. */
    STOP("stop", SET_STATE),
    /** Of channels and streams. */
    PAUSE("pause", SET_STATE),
    /** Of channels and streams. */
    RESUME("resume", SET_STATE),
    /** Of a stream, and what a channel has for it: {@link #READ_COUNTER}, {@link #TRANSFERRED_BYTES}. */
    GET_POSITION("getPosition"),
    /** Of a channel. */
    READ_COUNTER("readCounter", GET_POSITION),
    /** Of channels and streams. */
    TRANSFERRED_BYTES("transferredBytes", GET_POSITION),
    /** Of channels and streams. */
    ORIGIN_FRAME("originFrame"),
    /** Of channels and streams. */
    HAS_STOPPED("hasStopped"),
    /** Of a channel. */
    WAIT_FOR_TC("waitForTC"),
    /** Of a stream. */
    SET_FORMAT("setFormat"),
    /** Of a stream. */
    NORMALIZE_PHYSICAL_POSITION("normalizePhysicalPosition"),
    /** Of a stream. */
    GET_ALLOCATOR_FRAMING("getAllocatorFraming"),
    /** Of a stream. */
    REVOKE_MAPPINGS("revokeMappings"),
    /** Of a stream. */
    MAPPING_AVAILABLE("mappingAvailable"),
    /** Of a stream. */
    SERVICE("service"),
    /** The last one, of channels and streams; what they hold is given back all the same. */
    RELEASE("release");

    private final String text;
    private final DeviceMethod general;

    DeviceMethod(String text) {
        this(text, null);
    }

    DeviceMethod(String text, DeviceMethod general) {
        this.text = text;
        this.general = general;
    }

    /**
     * Finds a method by its name.
     *
     * @param name as the interface has it
     * @return the method
     * @throws IllegalArgumentException if there is none
     */
    public static DeviceMethod of(String name) {
        return Arrays.stream(values())
                .filter(method -> method.text.equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("method \"" + name + "\", expected one of "
                        + Arrays.stream(values()).map(DeviceMethod::toString).collect(Collectors.joining(", "))));
    }

    /**
     * The method that stands for this one as well.
     *
     * @return that method, or empty
     */
    public Optional<DeviceMethod> general() {
        return Optional.ofNullable(general);
    }

    /** Its name, as the interface has it. */
    @Override
    public String toString() {
        return text;
    }
}
