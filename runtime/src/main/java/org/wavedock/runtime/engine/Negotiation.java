// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.stream.Conversion;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/**
 * Which format a device is opened with: the stream's own if the device takes it, else the nearest that the stream allows. Nearest is
 * first of all the same rate, else the next higher one; then the same channels, else more; then an encoding that loses nothing.
 */
final class Negotiation {
    private static final List<Integer> RATES = List.of(
            8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000, 352_800,
            384_000);
    private static final List<Integer> CHANNELS = List.of(1, 2, 4, 6, 8);

    private Negotiation() {}

    /**
     * Asks a device.
     *
     * @throws AudioException why it does not take the stream's own format, if there is no other
     */
    static WaveFormat agree(DmaChannelProvider device, StreamRequest request) throws AudioException {
        AudioException first = null;
        for (var format : candidates(request)) {
            try {
                device.checkFormat(request.direction(), format);
                return format;
            } catch (AudioException e) {
                first = first == null ? e : first;
            }
        }
        throw first;
    }

    /** Whether a stream may be converted to a format, if it is not its own. */
    static boolean allows(StreamRequest request, WaveFormat format) {
        var own = request.format();
        return switch (request.conversion()) {
            case NONE -> format.equals(own);
            case ENCODING -> format.sampleRate() == own.sampleRate() && format.channels() == own.channels();
            case ANY ->
                format.channels() == own.channels() || layouts(own.channels()).contains(format.channels());
        };
    }

    /** What may be asked for, the nearest first. */
    static List<WaveFormat> candidates(StreamRequest request) {
        var own = request.format();
        var other = request.conversion() == Conversion.ANY;
        var rates = other ? ordered(own.sampleRate(), RATES) : List.of(own.sampleRate());
        var channels = other ? ordered(own.channels(), layouts(own.channels())) : List.of(own.channels());
        var encodings = request.conversion() == Conversion.NONE ? List.of(own.encoding()) : encodings(own.encoding());
        var formats = new ArrayList<WaveFormat>();
        for (int rate : rates) {
            for (int count : channels) {
                for (var encoding : encodings) {
                    formats.add(new WaveFormat(rate, count, encoding));
                }
            }
        }
        return formats;
    }

    /** Channels that nobody knows the places of are not folded. */
    private static List<Integer> layouts(int own) {
        return CHANNELS.contains(own)
                ? CHANNELS
                : CHANNELS.stream().filter(count -> count > own).toList();
    }

    /** The value itself, then the larger ones, then the smaller ones, the nearest first. */
    private static List<Integer> ordered(int own, List<Integer> known) {
        var higher = known.stream().filter(value -> value > own);
        var lower = known.stream().filter(value -> value < own).sorted(Comparator.reverseOrder());
        return Stream.concat(Stream.of(own), Stream.concat(higher, lower)).toList();
    }

    private static List<Encoding> encodings(Encoding own) {
        var all = List.of(Encoding.values());
        var wider = all.stream().filter(other -> other != own && other.validBits() >= own.validBits());
        var narrower = IntStream.iterate(all.size() - 1, i -> i >= 0, i -> i - 1)
                .mapToObj(all::get)
                .filter(other -> other.validBits() < own.validBits());
        return Stream.concat(Stream.of(own), Stream.concat(wider, narrower)).toList();
    }
}
