// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import javax.sound.sampled.AudioFormat;
import org.wavedock.wave.Encoding;

/**
 * How samples in a file become samples of ours: by moving bytes, never by calculating.
 *
 * @param bytes the size of a sample
 * @param reversed whether its bytes stand the other way round
 * @param offset whether its highest bit stands for the opposite: signed bytes, where ours are unsigned
 */
record SampleOrder(int bytes, boolean reversed, boolean offset) {
    /** Samples that are ours already. */
    static SampleOrder same(Encoding encoding) {
        return new SampleOrder(encoding.bytes(), false, false);
    }

    /** Samples as Java Sound describes them. */
    static SampleOrder of(AudioFormat format, Encoding encoding) {
        var signedBytes = encoding == Encoding.U8 && AudioFormat.Encoding.PCM_SIGNED.equals(format.getEncoding());
        return new SampleOrder(encoding.bytes(), format.isBigEndian() && encoding.bytes() > 1, signedBytes);
    }

    /** Converts whole samples in place. */
    void convert(byte[] samples, int length) {
        if (offset) {
            for (var i = 0; i < length; i++) {
                samples[i] ^= (byte) 0x80;
            }
        }
        if (reversed) {
            for (var sample = 0; sample < length; sample += bytes) {
                reverse(samples, sample, sample + bytes - 1);
            }
        }
    }

    private static void reverse(byte[] samples, int from, int to) {
        for (int low = from, high = to; low < high; low++, high--) {
            var swapped = samples[low];
            samples[low] = samples[high];
            samples[high] = swapped;
        }
    }
}
