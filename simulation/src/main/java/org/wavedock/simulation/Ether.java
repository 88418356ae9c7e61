// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.ArrayList;
import java.util.List;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** Everything that was heard anywhere, and the words that streams are made of: a stream's number and a frame's in four bytes. */
final class Ether {
    /** So many streams can be told apart. */
    static final int MAX_STREAMS = 62;

    static final WaveFormat CAPTURED = new WaveFormat(16_000, 1, Encoding.S32);

    private static final int FRAME_BITS = 26;
    private static final int FRAME_MASK = (1 << FRAME_BITS) - 1;

    private final List<Ear> ears = new ArrayList<>();

    /** Never 0, so that silence can be told from any stream. */
    static int word(int stream, long frame) {
        return stream << FRAME_BITS | (int) frame & FRAME_MASK;
    }

    static int streamOf(int word) {
        return word >>> FRAME_BITS;
    }

    static int frameOf(int word) {
        return word & FRAME_MASK;
    }

    /** Puts an ear to each substream of a device. */
    void add(Gear gear) {
        for (var i = 0; i < gear.substreams(); i++) {
            ears.add(new Ear(gear, i));
        }
    }

    List<Ear> ears() {
        return ears;
    }

    Ear at(String device, int substream) {
        for (var ear : ears) {
            if (ear.substream() == substream && ear.gear().name().equals(device)) {
                return ear;
            }
        }
        return null;
    }
}
