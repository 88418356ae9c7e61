// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.convert;

import java.util.List;
import java.util.Map;

/**
 * How channels become others. 1, 2, 4, 6 and 8 channels are mono, stereo, quadraphonic, 5.1 and 7.1 in the order of WAVEFORMATEXTENSIBLE.
 *
 * <p>A loudspeaker that is there keeps its channel as it is. One that is missing is folded into its neighbours as ITU-R BS.775 does:
 * the centre and the rear at -3 dB, LFE not at all. If the sum of a loudspeaker's gains is above 1 all gains are made smaller alike, so
 * that nothing can be driven beyond full scale. Mono is heard from the front pair, each at full level, and the front pair as mono at
 * half. Of any other number of channels the first ones are kept; further ones are silent.
 */
final class ChannelMix {
    private enum Speaker {
        MONO,
        FRONT_LEFT,
        FRONT_RIGHT,
        CENTRE,
        LFE,
        BACK_LEFT,
        BACK_RIGHT,
        SIDE_LEFT,
        SIDE_RIGHT
    }

    private static final double MINUS_3_DB = Math.sqrt(0.5);

    private static final List<Speaker> STEREO = List.of(Speaker.FRONT_LEFT, Speaker.FRONT_RIGHT);
    private static final Map<Integer, List<Speaker>> LAYOUTS = Map.of(
            1,
            List.of(Speaker.MONO),
            2,
            STEREO,
            4,
            List.of(Speaker.FRONT_LEFT, Speaker.FRONT_RIGHT, Speaker.BACK_LEFT, Speaker.BACK_RIGHT),
            6,
            List.of(
                    Speaker.FRONT_LEFT,
                    Speaker.FRONT_RIGHT,
                    Speaker.CENTRE,
                    Speaker.LFE,
                    Speaker.BACK_LEFT,
                    Speaker.BACK_RIGHT),
            8,
            List.of(
                    Speaker.FRONT_LEFT,
                    Speaker.FRONT_RIGHT,
                    Speaker.CENTRE,
                    Speaker.LFE,
                    Speaker.BACK_LEFT,
                    Speaker.BACK_RIGHT,
                    Speaker.SIDE_LEFT,
                    Speaker.SIDE_RIGHT));

    private final double[][] gains;
    private final boolean exact;

    /**
     * A mix.
     *
     * @param from channels that come in
     * @param to channels that go out
     */
    ChannelMix(int from, int to) {
        gains = new double[to][from];
        var in = LAYOUTS.get(from);
        var out = LAYOUTS.get(to);
        if (from == to || in == null || out == null) {
            for (var i = 0; i < Math.min(from, to); i++) {
                gains[i][i] = 1;
            }
        } else {
            for (var i = 0; i < from; i++) {
                place(in.get(i), i, 1, out);
            }
        }
        limit();
        exact = isExact(gains);
    }

    private void place(Speaker speaker, int channel, double gain, List<Speaker> out) {
        var there = out.indexOf(speaker);
        if (there >= 0) {
            gains[there][channel] += gain;
            return;
        }
        switch (speaker) {
            case MONO -> STEREO.forEach(front -> place(front, channel, gain, out));
            case FRONT_LEFT, FRONT_RIGHT -> place(Speaker.MONO, channel, gain / 2, out);
            case CENTRE -> STEREO.forEach(front -> place(front, channel, gain * MINUS_3_DB, out));
            case BACK_LEFT -> place(Speaker.FRONT_LEFT, channel, gain * MINUS_3_DB, out);
            case BACK_RIGHT -> place(Speaker.FRONT_RIGHT, channel, gain * MINUS_3_DB, out);
            case SIDE_LEFT -> place(side(Speaker.BACK_LEFT, Speaker.FRONT_LEFT, out), channel, gain * MINUS_3_DB, out);
            case SIDE_RIGHT ->
                place(side(Speaker.BACK_RIGHT, Speaker.FRONT_RIGHT, out), channel, gain * MINUS_3_DB, out);
            default -> {
                // LFE is not for loudspeakers that others are heard from.
            }
        }
    }

    private static Speaker side(Speaker back, Speaker front, List<Speaker> out) {
        return out.contains(back) ? back : front;
    }

    private void limit() {
        var largest = 1.0;
        for (var row : gains) {
            var sum = 0.0;
            for (var gain : row) {
                sum += gain;
            }
            largest = Math.max(largest, sum);
        }
        for (var row : gains) {
            for (var i = 0; i < row.length; i++) {
                row[i] /= largest;
            }
        }
    }

    private static boolean isExact(double[][] gains) {
        for (var row : gains) {
            var heard = 0;
            for (var gain : row) {
                if (gain != 0 && (gain != 1 || heard++ > 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether every channel that goes out is one that comes in, or silence. */
    boolean isExact() {
        return exact;
    }

    /** Whether nothing comes out of a channel, whatever goes in. */
    boolean isSilent(int out) {
        for (var gain : gains[out]) {
            if (gain != 0) {
                return false;
            }
        }
        return true;
    }

    /** One channel of a frame. Hot path. */
    double channel(int out, double[] frame) {
        var row = gains[out];
        var sum = 0.0;
        for (var i = 0; i < row.length; i++) {
            sum += row[i] * frame[i];
        }
        return sum;
    }

    double gain(int out, int in) {
        return gains[out][in];
    }
}
