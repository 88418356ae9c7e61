// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.convert;

/**
 * A band-limiting filter between two rates: a sinc under a Kaiser window, tabulated for each place that a frame can have between two
 * others. It lets through what lies below 0.907 of half the lower rate (20 kHz of 44.1) and, from that half on, holds everything back
 * by 120 dB. It is symmetric, so it delays nothing: what it needs of the past and of the future is as much.
 *
 * <p>A ratio with too many places for the table is interpolated between two of them, 140 dB below the signal or better.
 */
final class Kernel {
    /** Zeros of the sinc on each side, of the lower rate; enough for the window below. */
    static final int ZEROS = 88;

    private static final double CUT_OFF = 0.9535;
    private static final double KAISER_BETA = 0.1102 * (122 - 8.7);
    private static final int TABLE = 1 << 18;

    private final int reach;
    private final int places;
    private final int divisor;
    private final double[] table;

    /**
     * A filter.
     *
     * @param step how far each frame that goes out is from the last, in frames that come in
     */
    Kernel(Rate step) {
        reach = reach(step);
        divisor = step.divisor();
        places = Math.min(divisor, Math.max(1, TABLE / taps()));
        table = new double[(places + 1) * taps()];
        var cutOff = CUT_OFF / Math.max(1, step.factor());
        for (var place = 0; place <= places; place++) {
            tabulate(place, cutOff);
        }
    }

    /** Frames that come in, on each side of one that goes out. A multiple of two. */
    static int reach(Rate step) {
        return step.isOne() ? 0 : reach(step.factor());
    }

    static int reach(double factor) {
        return 2 * (int) Math.ceil(ZEROS / 2.0 * Math.max(1, factor));
    }

    private int taps() {
        return 2 * reach;
    }

    private void tabulate(int place, double cutOff) {
        var sum = 0.0;
        for (var tap = 0; tap < taps(); tap++) {
            var distance = tap - (reach - 1) - (double) place / places;
            var value = sinc(cutOff * distance) * kaiser(distance / reach);
            table[place * taps() + tap] = value;
            sum += value;
        }
        for (var tap = 0; tap < taps(); tap++) {
            table[place * taps() + tap] /= sum;
        }
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /** Not scaled: the table is. */
    private static double kaiser(double x) {
        return Math.abs(x) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x));
    }

    /** The modified Bessel function I0. */
    private static double bessel(double x) {
        var sum = 1.0;
        var term = 1.0;
        for (var k = 1; term > sum * 1e-17; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    /**
     * One value between others. Hot path.
     *
     * @param rest how far behind the frame before it, in fractions of the step's divisor
     * @param samples one channel
     * @param first where in it the first frame within reach lies
     */
    double apply(int rest, double[] samples, int first) {
        var scaled = (long) rest * places;
        var place = (int) (scaled / divisor);
        var between = scaled % divisor;
        var value = dot(place, samples, first);
        return between == 0 ? value : value + (dot(place + 1, samples, first) - value) * between / divisor;
    }

    /** Four sums at a time: the processor need not wait for one to be done. */
    private double dot(int place, double[] samples, int first) {
        var from = place * taps();
        var a = 0.0;
        var b = 0.0;
        var c = 0.0;
        var d = 0.0;
        for (var i = 0; i < taps(); i += 4) {
            a += table[from + i] * samples[first + i];
            b += table[from + i + 1] * samples[first + i + 1];
            c += table[from + i + 2] * samples[first + i + 2];
            d += table[from + i + 3] * samples[first + i + 3];
        }
        return a + b + (c + d);
    }
}
