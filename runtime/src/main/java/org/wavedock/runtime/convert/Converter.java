// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.convert;

import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/**
 * Makes frames of one format from frames of another. It keeps nothing from one call to the next: every frame is a function of its
 * number, so frames can be made again, in any order, and come out the same.
 *
 * <p>Encodings become wider exactly. Where a narrower one has to round, it does so with TPDF dither; FLOAT32 has none. Channels are mixed
 * as {@link ChannelMix} says, rates converted as {@link Kernel} says. Used by one thread at a time; allocates nothing once made.
 */
public final class Converter {
    private static final int BATCH = 256;
    /** Of all rates that Wavedock carries the lowest needs most of a stream's frames. */
    private static final double FURTHEST = WaveFormat.MIN_SAMPLE_RATE;

    private final FrameMemory source;
    private final FrameMemory destination;
    private final Samples in;
    private final Samples out;
    private final ChannelMix mix;
    private final Rate step;
    private final Kernel kernel;
    private final Dither dither;
    private final int reach;
    private final int outChannels;
    private final boolean[] silent;
    private final double[] frame;
    private final double[][] window;

    private long sourceAnchor;
    private long anchor;

    /** Frames and what they are. */
    public record End(FrameMemory memory, WaveFormat format) {}

    /**
     * A converter.
     *
     * @param from where frames come from
     * @param to where they go
     * @param seed of the dither
     */
    public Converter(End from, End to, long seed) {
        source = from.memory();
        destination = to.memory();
        in = new Samples(from.format().encoding());
        out = new Samples(to.format().encoding());
        mix = new ChannelMix(from.format().channels(), to.format().channels());
        step = new Rate(to.format().sampleRate(), from.format().sampleRate());
        kernel = step.isOne() ? null : new Kernel(step);
        reach = Kernel.reach(step);
        dither = rounds(from.format().encoding(), to.format().encoding()) ? new Dither(seed) : null;
        outChannels = to.format().channels();
        silent = new boolean[outChannels];
        for (var i = 0; i < outChannels; i++) {
            silent[i] = mix.isSilent(i);
        }
        frame = new double[from.format().channels()];
        window = new double[outChannels][(int) step.ceil(BATCH) + 2 * reach + 1];
    }

    private boolean rounds(Encoding from, Encoding to) {
        if (to == Encoding.FLOAT32) {
            return false;
        }
        return from == Encoding.FLOAT32 || from.validBits() > to.validBits() || kernel != null || !mix.isExact();
    }

    /** Frames that come in, before and after each one that goes out, that it depends on; 0 if the rates are one. */
    public int reach() {
        return reach;
    }

    /**
     * The longest {@link #reach()} of any conversion from a rate.
     *
     * @param sampleRate the rate, Hz
     * @return frames
     */
    public static int furthestReach(int sampleRate) {
        return Kernel.reach(sampleRate / FURTHEST);
    }

    /**
     * From now on a number and a frame that comes in are at one time.
     *
     * @param sourceFrame the frame that comes in; may be negative
     * @param number of the one that goes out
     */
    public void anchor(long sourceFrame, long number) {
        sourceAnchor = sourceFrame;
        anchor = number;
    }

    /**
     * Makes frames. Hot path.
     *
     * @param number of the first one that goes out
     * @param frames how many
     * @param sourceEnd the first frame that has not come in: from there on, as before 0, is silence
     * @param destinationFrame where the first one goes
     */
    public void convert(long number, int frames, long sourceEnd, long destinationFrame) {
        for (var done = 0; done < frames; done += BATCH) {
            var count = Math.min(BATCH, frames - done);
            var first = number - anchor + done;
            var from = sourceAnchor + step.floor(first) - Math.max(0, reach - 1);
            var to = sourceAnchor + step.floor(first + count - 1) + reach + 1;
            load(from, to, sourceEnd);
            for (var i = 0; i < count; i++) {
                var at = (int) (sourceAnchor + step.floor(first + i) - Math.max(0, reach - 1) - from);
                store(destinationFrame + done + i, at, step.rest(first + i));
            }
        }
    }

    /** Fills the window with the frames of a range, mixed. */
    private void load(long from, long to, long sourceEnd) {
        var there = Math.max(from, 0);
        var end = Math.min(to, sourceEnd);
        silence(0, (int) (Math.min(there, to) - from));
        while (there < end) {
            var count = source.contiguous(there, end - there);
            read(source.offset(there), count, (int) (there - from));
            there += count;
        }
        silence((int) (Math.max(there, from) - from), (int) (to - from));
    }

    private void silence(int from, int to) {
        for (var channel : window) {
            for (var i = from; i < to; i++) {
                channel[i] = 0;
            }
        }
    }

    private void read(int offset, int frames, int at) {
        var memory = source.memory();
        var place = offset;
        for (var i = 0; i < frames; i++) {
            for (var c = 0; c < frame.length; c++) {
                frame[c] = in.read(memory, place);
                place += in.bytes();
            }
            for (var c = 0; c < outChannels; c++) {
                window[c][at + i] = mix.channel(c, frame);
            }
        }
    }

    private void store(long destinationFrame, int at, int rest) {
        var memory = destination.memory();
        var place = destination.offset(destinationFrame);
        for (var c = 0; c < outChannels; c++) {
            if (silent[c]) {
                out.write(memory, place, 0, 0);
            } else {
                var value = kernel == null ? window[c][at] : kernel.apply(rest, window[c], at);
                out.write(memory, place, value, dither == null ? 0 : dither.at(destinationFrame, c));
            }
            place += out.bytes();
        }
    }
}
