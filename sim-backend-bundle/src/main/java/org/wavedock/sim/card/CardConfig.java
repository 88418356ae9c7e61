// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The properties of a simulated card, for configuration tools; the only place where their defaults stand. */
@ObjectClassDefinition(
        name = "Wavedock simulated card",
        description = "A sound card made of memory and a clock. A change makes a new card.")
public @interface CardConfig {
    /** {@code name}. */
    @AttributeDefinition(description = "Unique on the platform: letters, digits and . _ : , = -")
    String name() default "sim";

    /** {@code identity}. */
    @AttributeDefinition(
            description = "What the card is recognised by when it comes back under another name; the name if empty")
    String identity() default "";

    /** {@code service.ranking}. */
    @AttributeDefinition(name = "service.ranking", description = "The card with the highest is the best device")
    int service_ranking() default 0;

    /** {@code substreams}. */
    @AttributeDefinition(
            description = "Channels that can be open at once, each direction; 1 to 256. With 1 all streams share it")
    int substreams() default 8;

    /** {@code encodings}. */
    @AttributeDefinition(description = "What the card can do of U8, S16, S24_PACKED, S24_IN_32, S32, FLOAT32")
    String[] encodings() default {"U8", "S16", "S24_PACKED", "S24_IN_32", "S32", "FLOAT32"};

    /** {@code channels.min}. */
    @AttributeDefinition(name = "channels.min", description = "1 to 32")
    int channels_min() default 1;

    /** {@code channels.max}. */
    @AttributeDefinition(name = "channels.max", description = "channels.min to 32")
    int channels_max() default 32;

    /** {@code rate.min}. */
    @AttributeDefinition(name = "rate.min", description = "Hz, 8000 to 384000")
    int rate_min() default 8000;

    /** {@code rate.max}. */
    @AttributeDefinition(name = "rate.max", description = "Hz, rate.min to 384000")
    int rate_max() default 384000;

    /** {@code buffer.max}. */
    @AttributeDefinition(name = "buffer.max", description = "The largest common buffer, bytes")
    int buffer_max() default 4 << 20;

    /** {@code buffer.min}. */
    @AttributeDefinition(name = "buffer.min", description = "The smallest common buffer, bytes")
    int buffer_min() default 1;

    /** {@code shared.clock}. */
    @AttributeDefinition(
            name = "shared.clock",
            description = "Whether all channels that are open at once, in both directions, must have one rate")
    boolean shared_clock() default false;

    /** {@code speed}. */
    @AttributeDefinition(description = "Device seconds a second, 0.001 to 1000")
    double speed() default 1.0;

    /** {@code drift.ppm}. */
    @AttributeDefinition(
            name = "drift.ppm",
            description = "How much too fast the device's clock is, ppm, -100000 to 100000")
    double drift_ppm() default 0;

    /** {@code clock.rate}. */
    @AttributeDefinition(
            name = "clock.rate",
            description = "Frames a second of the card's own clock, which tells when faults happen; 8000 to 384000")
    int clock_rate() default 48000;

    /** {@code faults}. */
    @AttributeDefinition(description = "What goes wrong and when: a fault script, or file:PATH of one")
    String faults() default "";

    /** {@code fifo.frames}. */
    @AttributeDefinition(
            name = "fifo.frames",
            description =
                    "Render: frames that the counter has passed and nobody has heard; lost at a stop. 0 to 1000000")
    int fifo_frames() default 0;

    /** {@code start.frames}. */
    @AttributeDefinition(
            name = "start.frames",
            description = "Render: frames that the device takes at once at a start. 0 to 1000000")
    int start_frames() default 0;

    /** {@code address.bits}. */
    @AttributeDefinition(name = "address.bits", description = "The width of a bus address, 16 to 48")
    int address_bits() default 32;

    /** {@code page.size}. */
    @AttributeDefinition(
            name = "page.size",
            description =
                    "The page of the bus, bytes, a power of two from 16 to 1048576: WavePci maps clients' memory by it")
    int page_size() default 4096;

    /** {@code page.run}. */
    @AttributeDefinition(
            name = "page.run",
            description =
                    "How many neighbouring pages of a client's memory are neighbours on the bus as well; 1 or more")
    int page_run() default 1;

    /** {@code render.to}. */
    @AttributeDefinition(
            name = "render.to",
            description = "none, memory or wav:PATH; substream k > 0 goes to PATH with -k before its extension")
    String render_to() default "none";

    /** {@code render.append}. */
    @AttributeDefinition(
            name = "render.append",
            description = "Continue WAV files that are there instead of replacing them")
    boolean render_append() default false;

    /** {@code capture.from}. */
    @AttributeDefinition(name = "capture.from", description = "silence, tone:HZ, counter, wav:PATH or loopback:CARD")
    String capture_from() default "tone:440";
}
