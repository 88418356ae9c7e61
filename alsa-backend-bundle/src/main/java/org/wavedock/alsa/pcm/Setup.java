// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import org.wavedock.alsa.lib.AlsaException;
import org.wavedock.alsa.lib.ChannelMap;
import org.wavedock.alsa.lib.Errno;
import org.wavedock.alsa.lib.HwParams;
import org.wavedock.alsa.lib.Pcm;
import org.wavedock.alsa.lib.SampleFormat;
import org.wavedock.alsa.lib.SwParams;
import org.wavedock.wave.WaveFormat;

/**
 * A PCM that is set up: what was negotiated, and its ring.
 *
 * @param ring the memory
 * @param frames the ring's length
 * @param period frames
 */
record Setup(Ring ring, long frames, long period) {
    private static final long MICROS = 1_000_000;
    private static final int SHORTEST_PERIOD = 64;
    /** For rings that are too short for two of those. */
    private static final int LEAST_PERIOD = 16;

    /** Restricts what is left to layout, format, channels and rate; answers the format. */
    static SampleFormat choose(HwParams params, DeviceSettings settings, WaveFormat format) throws AlsaException {
        params.setAccess(Limits.access(params, settings));
        var sample = Limits.format(params, format.encoding());
        if (sample == null) {
            throw new AlsaException(format + " on " + settings.pcm(), Errno.EINVAL);
        }
        params.setFormat(sample);
        params.setChannels(format.channels());
        params.setRate(format.sampleRate());
        return sample;
    }

    /** Sets a PCM up with the largest ring of at most so many frames; it is prepared after that. May block. */
    static Setup of(Pcm pcm, DeviceSettings settings, WaveFormat format, long atMost) throws AlsaException {
        try (var params = new HwParams(pcm)) {
            var sample = choose(params, settings, format);
            var wanted = Math.max(SHORTEST_PERIOD, format.sampleRate() * (long) settings.periodMicros() / MICROS);
            params.setBufferMax(atMost);
            params.setPeriodNear(Math.max(LEAST_PERIOD, Math.min(wanted, atMost / 2)));
            params.setBufferNear(pcm.isHardware() ? powerOfTwoPeriods(params.periodSize(), atMost) : atMost);
            params.install();
            SwParams.install(pcm, pcm.isHardware());
            var ring = new Ring(
                    pcm.areas(format.channels()),
                    ChannelMap.waveToRing(pcm, format.channels()),
                    params.bufferSize(),
                    sample.bytes(),
                    sample == SampleFormat.S24_LE);
            return new Setup(ring, params.bufferSize(), params.periodSize());
        }
    }

    /** A card's table of periods may go round after a power of two: AC97's has 32 entries, and 25 periods go astray in it. */
    private static long powerOfTwoPeriods(long period, long atMost) {
        return period * Math.max(1, Long.highestOneBit(atMost / period));
    }
}
