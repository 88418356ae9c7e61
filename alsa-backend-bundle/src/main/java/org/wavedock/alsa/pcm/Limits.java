// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.wavedock.alsa.lib.Access;
import org.wavedock.alsa.lib.AlsaException;
import org.wavedock.alsa.lib.Errno;
import org.wavedock.alsa.lib.HwParams;
import org.wavedock.alsa.lib.Pcm;
import org.wavedock.alsa.lib.SampleFormat;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/**
 * What a PCM can do in one direction, as it said when it was asked.
 *
 * @param encodings in Wavedock's terms
 * @param rateMin Hz
 * @param rateMax Hz
 * @param channelsMin channels of a frame
 * @param channelsMax channels of a frame
 * @param periodMin frames
 * @param bufferMax frames
 */
public record Limits(
        Set<Encoding> encodings,
        int rateMin,
        int rateMax,
        int channelsMin,
        int channelsMax,
        long periodMin,
        long bufferMax) {

    /**
     * Asks a PCM; opens and closes it. May block, as {@link Pcm#open} may.
     *
     * @param settings which
     * @param stream {@link Pcm#PLAYBACK} or {@link Pcm#CAPTURE}
     * @return the limits
     * @throws AlsaException what stands in the way
     */
    public static Limits of(DeviceSettings settings, int stream) throws AlsaException {
        var pcm = Pcm.open(settings.pcm(), settings.definition(), stream);
        try (var params = new HwParams(pcm)) {
            params.setAccess(access(params, settings));
            var encodings = EnumSet.noneOf(Encoding.class);
            for (var encoding : Encoding.values()) {
                if (format(params, encoding) != null) {
                    encodings.add(encoding);
                }
            }
            return new Limits(
                    encodings,
                    params.rateMin(),
                    params.rateMax(),
                    params.channelsMin(),
                    params.channelsMax(),
                    params.periodMin(),
                    params.bufferMax());
        } finally {
            pcm.close();
        }
    }

    /** The layout to use: only rings that can be mapped. */
    static Access access(HwParams params, DeviceSettings settings) throws AlsaException {
        var wanted = new ArrayList<Access>();
        if (settings.layout() != DeviceSettings.Layout.NONINTERLEAVED) {
            wanted.add(Access.MMAP_INTERLEAVED);
        }
        if (settings.layout() != DeviceSettings.Layout.INTERLEAVED) {
            wanted.add(Access.MMAP_NONINTERLEAVED);
        }
        for (var access : wanted) {
            if (params.canAccess(access)) {
                return access;
            }
        }
        throw new AlsaException(
                "PCM " + settings.pcm() + " has no ring to map as " + wanted + "; try \"plug:" + settings.pcm() + "\"",
                Errno.EINVAL);
    }

    /** ALSA's format for an encoding that can still be chosen, or null. */
    static SampleFormat format(HwParams params, Encoding encoding) {
        return candidates(encoding).stream()
                .filter(params::canFormat)
                .findFirst()
                .orElse(null);
    }

    /** 24 bits in the upper bytes of 32 are what ALSA calls S32 with fewer significant bits; its S24 has them below. */
    private static List<SampleFormat> candidates(Encoding encoding) {
        return switch (encoding) {
            case U8 -> List.of(SampleFormat.U8);
            case S16 -> List.of(SampleFormat.S16_LE);
            case S24_PACKED -> List.of(SampleFormat.S24_3LE);
            case S24_IN_32 -> List.of(SampleFormat.S32_LE, SampleFormat.S24_LE);
            case S32 -> List.of(SampleFormat.S32_LE);
            case FLOAT32 -> List.of(SampleFormat.FLOAT_LE);
        };
    }

    boolean contains(WaveFormat format) {
        return encodings.contains(format.encoding())
                && format.sampleRate() >= rateMin
                && format.sampleRate() <= rateMax
                && format.channels() >= channelsMin
                && format.channels() <= channelsMax;
    }

    /** For people: what it can do. */
    @Override
    public String toString() {
        return encodings + ", " + range(rateMin, rateMax) + " Hz, " + range(channelsMin, channelsMax)
                + " ch, periods from " + periodMin + " and rings up to " + bufferMax + " frames";
    }

    private static String range(int min, int max) {
        return min == max ? String.valueOf(min) : min + " to " + max;
    }
}
