// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.wavedock.runtime.convert.Converter;
import org.wavedock.runtime.port.FrameRing;
import org.wavedock.sim.card.Card;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Segment;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** Cards that take one format each, and what they should have heard of a rig's stream. */
final class Other {
    private static final long NOWHERE = Long.MIN_VALUE;
    private static final int A_FEW = 16;
    /** All rates here are multiples of it. */
    private static final int COMMON = 100;
    /** Each up to one step, and half of one for rounding. */
    private static final int BOTH_DITHERS = 3;

    private final Rig rig;
    private final Map<String, Card> cards = new HashMap<>();
    private final Map<String, WaveFormat> formats = new HashMap<>();

    Other(Rig rig) {
        this.rig = rig;
    }

    Card card(String name, int ranking, WaveFormat format, Map<String, Object> more) {
        var properties = new HashMap<>(more);
        properties.put("rate.min", format.sampleRate());
        properties.put("rate.max", format.sampleRate());
        properties.put("channels.min", format.channels());
        properties.put("channels.max", format.channels());
        properties.put("encodings", format.encoding().name());
        var card = rig.card(name, ranking, properties);
        cards.put(name, card);
        formats.put(name, format);
        return card;
    }

    Card card(String name, int ranking, WaveFormat format) {
        return card(name, ranking, format, Map.of());
    }

    /** Each confirmed segment is the same part of the stream, converted at one go; nothing else was heard. */
    void verify(AudioStream stream) {
        var heard = new HashMap<String, byte[]>();
        cards.forEach((name, card) -> heard.put(name, card.rendered(0)));
        for (var segment : stream.snapshot().segments()) {
            if (segment.confirmed()) {
                compare(stream, segment, heard.get(segment.device()));
            }
        }
        verifySilence(stream);
    }

    /** Nothing was heard outside of all segments. */
    void verifySilence(AudioStream stream) {
        cards.forEach((name, card) -> {
            var heard = card.rendered(0);
            var silence = formats.get(name).encoding().silence();
            for (var segment : stream.snapshot().segments()) {
                if (segment.device().equals(name)) {
                    var from = formats.get(name).bytes(segment.deviceFrame());
                    var to = from + formats.get(name).bytes(segment.deviceFrames());
                    for (var i = from; i < Math.min(to, heard.length); i++) {
                        heard[(int) i] = silence;
                    }
                }
            }
            for (var i = 0; i < heard.length; i++) {
                assertThat(heard[i])
                        .as("byte %d of %s outside of all segments", i, name)
                        .isEqualTo(silence);
            }
        });
    }

    private void compare(AudioStream stream, Segment segment, byte[] heard) {
        var written = (int) stream.snapshot().framesSubmitted();
        var source = new FrameRing(written, Rig.FORMAT.frameBytes());
        source.append(ByteBuffer.wrap(rig.content), written);
        var listener = new Listener(source, formats.get(segment.device()), heard);
        var place = segment.streamFrame() * listener.format.sampleRate();
        for (var done = 0L; done < segment.deviceFrames(); ) {
            var at = segment.deviceFrame() + done;
            var left = (int) (segment.deviceFrames() - done);
            var found = listener.find(place, at, Math.min(left, A_FEW));
            assertThat(found).as("frame %d of %s", done, segment).isNotEqualTo(NOWHERE);
            var count = listener.matching(found, at, left);
            done += count;
            place = found + count * (long) Rig.FORMAT.sampleRate();
        }
    }

    /** Knows what each place of the stream becomes. A place is counted in frames times the card's rate, so all are whole. */
    private record Listener(FrameRing source, WaveFormat format, byte[] heard) {
        /**
         * Where in the stream a card was: there, or less than a frame from there. Whoever pauses, or has been late, goes on at a whole
         * frame, and a segment starts at the first whole one.
         */
        long find(long place, long deviceFrame, int frames) {
            for (var off = 0; off < format.sampleRate(); off += COMMON) {
                if (matching(place + off, deviceFrame, frames) == frames) {
                    return place + off;
                }
                if (matching(place - off, deviceFrame, frames) == frames) {
                    return place - off;
                }
            }
            return NOWHERE;
        }

        /** How many frames a card heard from a place on; none if it cannot be there at all. */
        int matching(long place, long deviceFrame, int frames) {
            var number = 0L;
            while (Math.floorMod(place - number * Rig.FORMAT.sampleRate(), format.sampleRate()) != 0) {
                if (++number > format.sampleRate()) {
                    return 0;
                }
            }
            var expected = new FrameRing(frames, format.frameBytes());
            var converter =
                    new Converter(new Converter.End(source, Rig.FORMAT), new Converter.End(expected, format), 0);
            converter.anchor((place - number * Rig.FORMAT.sampleRate()) / format.sampleRate(), 0);
            converter.convert(number, frames, source.end(), 0);
            var count = 0;
            while (count < frames && isAlike(expected.memory(), count, deviceFrame + count)) {
                count++;
            }
            return count;
        }

        private boolean isAlike(ByteBuffer expected, int frame, long deviceFrame) {
            var encoding = format.encoding();
            var actual = ByteBuffer.wrap(heard).order(ByteOrder.LITTLE_ENDIAN);
            for (var i = 0; i < format.channels(); i++) {
                var at = (int) format.bytes(deviceFrame) + i * encoding.bytes();
                var there = sample(actual, at, encoding);
                var here = sample(expected, frame * format.frameBytes() + i * encoding.bytes(), encoding);
                if (Math.abs(here - there) > (encoding == Encoding.FLOAT32 ? 0 : BOTH_DITHERS)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** In steps of the encoding. */
    private static double sample(ByteBuffer memory, int at, Encoding encoding) {
        return switch (encoding) {
            case U8 -> memory.get(at) & 0xff;
            case S16 -> memory.getShort(at);
            case S24_PACKED -> memory.getShort(at) & 0xffff | memory.get(at + 2) << 16;
            case S24_IN_32 -> memory.getInt(at) >> 8;
            case S32 -> memory.getInt(at);
            case FLOAT32 -> memory.getFloat(at);
        };
    }
}
