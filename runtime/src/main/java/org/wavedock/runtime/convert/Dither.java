// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.convert;

/**
 * Noise with a triangular distribution (TPDF), two steps wide: it makes the error of rounding independent of the signal. Each value is
 * a function of its place alone: whatever is converted again becomes the same again. Hot path.
 */
final class Dither {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final int MAX_CHANNELS = 32;

    private final long seed;

    Dither(long seed) {
        this.seed = seed;
    }

    /** More than -1 and less than 1, in steps of the encoding. */
    double at(long frame, int channel) {
        var bits = mix(seed + (frame * MAX_CHANNELS + channel) * GOLDEN);
        return ((bits & 0xffff_ffffL) + (bits >>> 32) + 1) * 0x1p-32 - 1;
    }

    /** SplitMix64's finalizer. */
    private static long mix(long at) {
        var a = (at ^ at >>> 30) * 0xbf58476d1ce4e5b9L;
        var b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
        return b ^ b >>> 31;
    }
}
