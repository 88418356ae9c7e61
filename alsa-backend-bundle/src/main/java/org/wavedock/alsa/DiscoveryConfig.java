// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How the cards that the kernel shows become devices; the only place where these defaults stand. */
@ObjectClassDefinition(
        name = "Wavedock ALSA cards",
        description = "Makes a device of each PCM device of each sound card, as they come and go.")
public @interface DiscoveryConfig {
    /** {@code enabled}. */
    @AttributeDefinition(description = "Whether cards become devices by themselves")
    boolean enabled() default true;

    /** {@code service.ranking}. */
    @AttributeDefinition(name = "service.ranking", description = "The ranking of each of them")
    int service_ranking() default 50;

    /** {@code fifo.frames}. */
    @AttributeDefinition(
            name = "fifo.frames",
            description = "Render: frames that a card has counted and that may not have been heard yet. 0 to 1000000")
    int fifo_frames() default 1024;

    /** {@code start.frames}. */
    @AttributeDefinition(
            name = "start.frames",
            description = "Render: frames that a card takes at once at a start. 0 to 1000000")
    int start_frames() default 1024;

    /** {@code period.micros}. */
    @AttributeDefinition(
            name = "period.micros",
            description = "The wanted period in microseconds, at least 64 frames; the card has the last word")
    int period_micros() default 10_000;
}
