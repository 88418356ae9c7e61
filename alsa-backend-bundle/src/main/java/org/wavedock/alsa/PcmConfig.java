// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The properties of a device that is an ALSA PCM, for configuration tools; the only place where their defaults stand. */
@ObjectClassDefinition(
        name = "Wavedock ALSA device",
        description = "A PCM of libasound as a device. It is there as long as the PCM can be opened.")
public @interface PcmConfig {
    /** {@code pcm}. */
    @AttributeDefinition(description = "libasound's name: hw:0,0, plughw:CARD=USB, default, or any of asound.conf")
    String pcm() default "";

    /** {@code name}. */
    @AttributeDefinition(description = "Unique on the platform; alsa: and the PCM's name if empty")
    String name() default "";

    /** {@code identity}. */
    @AttributeDefinition(
            description = "What the device is recognised by when it comes back under another name; the name if empty")
    String identity() default "";

    /** {@code definition}. */
    @AttributeDefinition(
            description = "A text as in asound.conf in which the PCM is looked up, instead of the system's")
    String definition() default "";

    /** {@code service.ranking}. */
    @AttributeDefinition(name = "service.ranking", description = "The device with the highest is the best")
    int service_ranking() default 50;

    /** {@code fifo.frames}. */
    @AttributeDefinition(
            name = "fifo.frames",
            description = "Render: frames that the PCM has counted and that may not have been heard yet. 0 to 1000000")
    int fifo_frames() default 1024;

    /** {@code start.frames}. */
    @AttributeDefinition(
            name = "start.frames",
            description = "Render: frames that the PCM takes at once at a start. 0 to 1000000")
    int start_frames() default 1024;

    /** {@code substreams}. */
    @AttributeDefinition(
            description =
                    "How many streams can have the PCM open at once, each direction, up to 256. With 1 all streams "
                            + "share it; 0 is 1 for hw: and plughw:, and any number for all else")
    int substreams() default 0;

    /** {@code period.micros}. */
    @AttributeDefinition(
            name = "period.micros",
            description = "The wanted period in microseconds, at least 64 frames; the card has the last word")
    int period_micros() default 10_000;

    /** {@code layout}. */
    @AttributeDefinition(description = "The ring's layout: auto, interleaved or noninterleaved")
    String layout() default "auto";
}
