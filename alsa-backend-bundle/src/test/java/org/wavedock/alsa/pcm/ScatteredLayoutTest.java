// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavedock.alsa.lib.Pcm;

class ScatteredLayoutTest {
    private static final int FRAMES = 40;
    private static final int BITS = 8;

    private final Random random = new Random(5);

    /** Channel after channel, in a memory of its own each, with a gap before the first sample. */
    private static SampleLayout apart(List<ByteBuffer> memory, int sampleBytes, boolean shifted) {
        var areas = new ArrayList<Pcm.Area>();
        for (var i = 0; i < memory.size(); i++) {
            areas.add(new Pcm.Area(i, sampleBytes * BITS, sampleBytes * BITS));
        }
        return new ScatteredLayout(memory, areas, sampleBytes, shifted);
    }

    private static List<ByteBuffer> memory(int channels, int sampleBytes) {
        var list = new ArrayList<ByteBuffer>();
        for (var i = 0; i < channels; i++) {
            list.add(ByteBuffer.allocate((FRAMES + 2) * sampleBytes));
        }
        return list;
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "1,2", "2,2", "6,2", "2,3", "6,3", "1,4", "8,4"})
    void eachSampleLiesInItsChannelAndNothingElseIsTouched(int channels, int sampleBytes) {
        var memory = memory(channels, sampleBytes);
        var frameBytes = channels * sampleBytes;
        var content = Pcms.noise(FRAMES * frameBytes);
        apart(memory, sampleBytes, false).put(0, ByteBuffer.wrap(content), 0, content.length);
        for (var channel = 0; channel < channels; channel++) {
            var expected = new byte[(FRAMES + 2) * sampleBytes];
            for (var frame = 0; frame < FRAMES; frame++) {
                System.arraycopy(
                        content,
                        frame * frameBytes + channel * sampleBytes,
                        expected,
                        (frame + 1) * sampleBytes,
                        sampleBytes);
            }
            assertThat(memory.get(channel).array()).isEqualTo(expected);
        }
    }

    /** A23, A24, C03: exactly the bytes of the range, wherever in a sample it begins and ends. */
    @ParameterizedTest
    @CsvSource({"1,2", "2,2", "6,3", "8,4"})
    void unalignedRangesAreExactAndLeaveTheirNeighboursAlone(int channels, int sampleBytes) {
        var layout = apart(memory(channels, sampleBytes), sampleBytes, false);
        var size = FRAMES * channels * sampleBytes;
        var expected = new byte[size];
        for (var i = 0; i < 500; i++) {
            var at = random.nextInt(size);
            var count = random.nextInt(size - at + 1);
            var piece = new byte[count + 3];
            random.nextBytes(piece);
            layout.put(at, ByteBuffer.wrap(piece), 3, count);
            System.arraycopy(piece, 3, expected, at, count);
            var from = random.nextInt(size);
            var length = random.nextInt(size - from + 1);
            var target = ByteBuffer.allocate(length + 5);
            layout.get(from, target, 5, length);
            assertThat(Arrays.copyOfRange(target.array(), 5, length + 5))
                    .isEqualTo(Arrays.copyOfRange(expected, from, from + length));
            assertThat(Arrays.copyOf(target.array(), 5)).containsOnly(0);
        }
    }

    @Test
    void positionsOfTheClientDoNotMatterAndDoNotMove() {
        var layout = apart(memory(2, 2), 2, false);
        var client = ByteBuffer.wrap(Pcms.noise(20)).position(7);
        layout.put(0, client, 0, 20);
        layout.get(0, client, 0, 20);
        assertThat(client.position()).isEqualTo(7);
        assertThat(client.array()).isEqualTo(Pcms.noise(20));
    }

    /** The upper three bytes of four become the lower three, with the sign above; the lowest is ignored. */
    @Test
    void shiftedSamplesHaveTheirBitsBelowAndTheirSignAbove() {
        var memory = List.of(ByteBuffer.allocate(16));
        var layout = new ScatteredLayout(memory, List.of(new Pcm.Area(0, 0, 32)), 4, true);
        layout.put(0, ByteBuffer.wrap(new byte[] {9, 1, 2, 3, 9, 1, 2, -3}), 0, 8);
        assertThat(Arrays.copyOf(memory.get(0).array(), 8)).containsExactly(1, 2, 3, 0, 1, 2, -3, -1);
        var target = ByteBuffer.allocate(8);
        layout.get(0, target, 0, 8);
        assertThat(target.array()).containsExactly(0, 1, 2, 3, 0, 1, 2, -3);
    }

    /** In whatever pieces: the 24 bits arrive. */
    @Test
    void shiftedSamplesSurviveUnalignedPieces() {
        var layout = apart(memory(3, 4), 4, true);
        var content = Pcms.noise(FRAMES * 12);
        for (var i = 0; i < content.length; i += 4) {
            content[i] = 0;
        }
        var source = ByteBuffer.wrap(content);
        for (var done = 0; done < content.length; ) {
            var count = Math.min(1 + random.nextInt(9), content.length - done);
            layout.put(done, source, done, count);
            done += count;
        }
        var target = ByteBuffer.allocate(content.length);
        layout.get(0, target, 0, content.length);
        assertThat(target.array()).isEqualTo(content);
    }

    @Test
    void loudspeakersInAnotherOrderGetTheirOwn() {
        var ring = ByteBuffer.allocate(6);
        var areas = new ArrayList<Pcm.Area>();
        for (var channel : new int[] {0, 1, 4, 5, 2, 3}) {
            areas.add(new Pcm.Area(0, channel * BITS, 6 * BITS));
        }
        var layout = new ScatteredLayout(List.of(ring, ring, ring, ring, ring, ring), areas, 1, false);
        layout.put(0, ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6}), 0, 6);
        assertThat(ring.array()).containsExactly(1, 2, 5, 6, 3, 4);
    }
}
