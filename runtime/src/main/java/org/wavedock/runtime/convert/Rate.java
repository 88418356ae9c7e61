// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.convert;

/**
 * How many frames at one rate take the time of a number of frames at another: an exact fraction, so that no count ever drifts. Hot path.
 */
public final class Rate {
    private final long dividend;
    private final long divisor;

    /**
     * A ratio.
     *
     * @param of frames a second that are counted
     * @param to frames a second that they are wanted in
     */
    public Rate(int of, int to) {
        var common = greatestCommonDivisor(of, to);
        dividend = to / common;
        divisor = of / common;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /**
     * The whole frames that have begun and ended.
     *
     * @param frames how many, also negative
     * @return in the wanted rate, rounded down
     */
    public long floor(long frames) {
        return Math.floorDiv(frames, divisor) * dividend
                + Math.floorDiv(Math.floorMod(frames, divisor) * dividend, divisor);
    }

    /**
     * The frames that have at least begun.
     *
     * @param frames how many, also negative
     * @return in the wanted rate, rounded up
     */
    public long ceil(long frames) {
        return -floor(-frames);
    }

    /** What {@link #floor} leaves, in fractions of {@link #divisor}. */
    int rest(long frames) {
        return (int) (Math.floorMod(frames, divisor) * dividend % divisor);
    }

    int divisor() {
        return (int) divisor;
    }

    /** How many wanted frames one frame is. */
    double factor() {
        return (double) dividend / divisor;
    }

    boolean isOne() {
        return dividend == divisor;
    }
}
