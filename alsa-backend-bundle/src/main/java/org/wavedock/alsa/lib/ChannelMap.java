// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.lib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which loudspeaker a channel of the ring belongs to: {@code snd_pcm_chmap_t}. */
public final class ChannelMap {
    /** {@code SND_CHMAP_FL} and so on, in the order in which WAVEFORMATEXTENSIBLE lists loudspeakers. */
    private static final List<Integer> WAVE_ORDER = List.of(3, 4, 7, 8, 5, 6, 12, 13, 11, 9, 10);

    private static final int POSITION_MASK = 0xFFFF;
    private static final MethodHandle GET = Libasound.function("snd_pcm_get_chmap", ADDRESS, ADDRESS);
    private static final MethodHandle FREE = free();

    private ChannelMap() {}

    private static MethodHandle free() {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find("free").orElseThrow(), FunctionDescriptor.ofVoid(ADDRESS));
    }

    /**
     * Where each channel of a frame goes in the ring, so that loudspeakers get their own: portcls' order is
     * WAVEFORMATEXTENSIBLE's, ALSA cards have orders of their own.
     *
     * @param pcm set up
     * @param channels as configured
     * @return for each channel of a frame the channel of the ring; in order if the PCM says nothing, or names loudspeakers that
     *     WAVEFORMATEXTENSIBLE does not know
     */
    public static int[] waveToRing(Pcm pcm, int channels) {
        return waveToRing(positions(pcm), channels);
    }

    static int[] waveToRing(List<Integer> positions, int channels) {
        var inOrder = IntStream.range(0, channels).toArray();
        if (positions.size() != channels || !WAVE_ORDER.containsAll(positions)) {
            return inOrder;
        }
        var sorted = new ArrayList<>(positions);
        sorted.sort(Comparator.comparingInt(WAVE_ORDER::indexOf));
        if (sorted.stream().distinct().count() < channels) {
            return inOrder;
        }
        return sorted.stream().mapToInt(positions::indexOf).toArray();
    }

    private static List<Integer> positions(Pcm pcm) {
        if (GET == null) {
            return List.of();
        }
        var map = pcm.callForAddress(GET);
        if (map.equals(MemorySegment.NULL)) {
            return List.of();
        }
        try {
            var count = map.reinterpret(JAVA_INT.byteSize()).get(JAVA_INT, 0);
            var list = new ArrayList<Integer>();
            var whole = map.reinterpret(JAVA_INT.byteSize() * (1L + Math.max(0, count)));
            for (var i = 1; i <= count; i++) {
                list.add(whole.getAtIndex(JAVA_INT, i) & POSITION_MASK);
            }
            FREE.invokeExact(map);
            return list;
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        }
    }
}
