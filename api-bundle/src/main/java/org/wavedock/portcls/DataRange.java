// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/**
 * A set of formats; {@code KSDATARANGE_AUDIO} (ksmedia.h), with encodings where that has bits per sample.
 *
 * @param minSampleRate the lowest rate, Hz, {@link WaveFormat#MIN_SAMPLE_RATE} or more
 * @param maxSampleRate the highest rate, Hz, up to {@link WaveFormat#MAX_SAMPLE_RATE}
 * @param minChannels the fewest channels, 1 or more
 * @param maxChannels the most, up to {@link WaveFormat#MAX_CHANNELS}
 * @param encodings the encodings, at least one; copied, in the order of {@link Encoding}
 */
public record DataRange(
        int minSampleRate, int maxSampleRate, int minChannels, int maxChannels, Set<Encoding> encodings) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a range is empty or exceeds what a {@link WaveFormat} can be
     */
    public DataRange {
        require("sample rates", minSampleRate, maxSampleRate, WaveFormat.MIN_SAMPLE_RATE, WaveFormat.MAX_SAMPLE_RATE);
        require("channels", minChannels, maxChannels, 1, WaveFormat.MAX_CHANNELS);
        if (encodings.isEmpty()) {
            throw new IllegalArgumentException("data range has no encoding, expected at least one");
        }
        encodings = Collections.unmodifiableSet(EnumSet.copyOf(encodings));
    }

    private static void require(String what, int from, int to, int min, int max) {
        if (from < min || to > max || from > to) {
            throw new IllegalArgumentException(
                    what + " are " + from + " to " + to + ", expected a range within " + min + " to " + max);
        }
    }

    /**
     * A range of one format.
     *
     * @param format the format, not null
     * @return the range
     */
    public static DataRange of(WaveFormat format) {
        return new DataRange(
                format.sampleRate(),
                format.sampleRate(),
                format.channels(),
                format.channels(),
                Set.of(format.encoding()));
    }

    /**
     * Whether a format is in the range.
     *
     * @param format the format, not null
     * @return true if rate, channels and encoding all are
     */
    public boolean contains(WaveFormat format) {
        return format.sampleRate() >= minSampleRate
                && format.sampleRate() <= maxSampleRate
                && format.channels() >= minChannels
                && format.channels() <= maxChannels
                && encodings.contains(format.encoding());
    }

    /**
     * The best format that is in both ranges: the highest rate, the most channels, the encoding that {@link Encoding}
     * names last.
     *
     * @param other the other range, not null
     * @return the format, the same whichever range is asked, or empty if they have none in common
     */
    public Optional<WaveFormat> bestCommonFormat(DataRange other) {
        var sampleRate = Math.min(maxSampleRate, other.maxSampleRate);
        var channels = Math.min(maxChannels, other.maxChannels);
        if (sampleRate < Math.max(minSampleRate, other.minSampleRate)
                || channels < Math.max(minChannels, other.minChannels)) {
            return Optional.empty();
        }
        return encodings.stream()
                .filter(other.encodings::contains)
                .max(Encoding::compareTo)
                .map(encoding -> new WaveFormat(sampleRate, channels, encoding));
    }
}
