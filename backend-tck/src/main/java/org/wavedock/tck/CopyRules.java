// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;

/** Copies into the buffer and out of it. */
@ProviderType
public interface CopyRules extends Rules {
    @Test
    @Tag("A23")
    default void shouldCopyInExactlyWhatWasAskedFor() throws Exception {
        var line = bench().ready();
        var size = line.channel().bufferSize();
        var before = Bench.noise(1, size);
        var source = ByteBuffer.wrap(Bench.noise(2, 64));
        for (var range : new int[][] {{0, 0, 5}, {7, 3, 20}, {size - 64, 0, 64}, {size - 1, 63, 1}}) {
            line.put(0, before);
            line.channel().copyTo(range[0], source, range[1], range[2]);
            var expected = before.clone();
            System.arraycopy(source.array(), range[1], expected, range[0], range[2]);
            Expect.bytes(expected, line.get(0, size), "the buffer after copyTo of " + range[2] + " to " + range[0]);
        }
    }

    @Test
    @Tag("A24")
    default void shouldCopyOutExactlyWhatWasAskedFor() throws Exception {
        var line = bench().ready();
        var size = line.channel().bufferSize();
        var content = Bench.noise(3, size);
        line.put(0, content);
        for (var range : new int[][] {{0, 0, 5}, {7, 3, 20}, {size - 64, 0, 64}, {size - 1, 63, 1}}) {
            var expected = Bench.noise(4, 64);
            var target = ByteBuffer.wrap(expected.clone());
            line.channel().copyFrom(target, range[1], range[0], range[2]);
            System.arraycopy(content, range[0], expected, range[1], range[2]);
            Expect.bytes(expected, target.array(), "what copyFrom of " + range[2] + " from " + range[0] + " wrote");
        }
        Expect.bytes(content, line.get(0, size), "the buffer after copyFrom");
    }

    private int[][] wrongRanges(int size) {
        return new int[][] {
            {-1, 0, 4},
            {size - 3, 0, 4},
            {size, 0, 1},
            {0, -1, 4},
            {0, 61, 4},
            {0, 0, 65},
            {0, 0, -1},
            {4, 0, Integer.MAX_VALUE},
            {Integer.MAX_VALUE, 0, 4},
            {0, Integer.MAX_VALUE, 4},
            {Integer.MIN_VALUE, 0, 4}
        };
    }

    @Test
    @Tag("C03")
    default void shouldCopyNothingInThatLeavesABuffer() throws Exception {
        var line = bench().ready();
        var before = Bench.noise(5, line.channel().bufferSize());
        line.put(0, before);
        var source = ByteBuffer.wrap(Bench.noise(6, 64));
        for (var range : wrongRanges(before.length)) {
            Expect.thrown(
                    "copyTo(" + range[0] + ", 64 bytes, " + range[1] + ", " + range[2] + ") of " + before.length,
                    () -> line.channel().copyTo(range[0], source, range[1], range[2]),
                    IndexOutOfBoundsException.class);
            Expect.bytes(before, line.get(0, before.length), "the buffer after a copyTo that was refused");
        }
    }

    @Test
    @Tag("C03")
    default void shouldCopyNothingOutThatLeavesABuffer() throws Exception {
        var line = bench().ready();
        var size = line.channel().bufferSize();
        line.put(0, Bench.noise(7, size));
        var target = ByteBuffer.wrap(Bench.noise(8, 64));
        for (var range : wrongRanges(size)) {
            Expect.thrown(
                    "copyFrom(64 bytes, " + range[1] + ", " + range[0] + ", " + range[2] + ") of " + size,
                    () -> line.channel().copyFrom(target, range[1], range[0], range[2]),
                    IndexOutOfBoundsException.class);
            Expect.bytes(Bench.noise(8, 64), target.array(), "the destination of a copyFrom that was refused");
        }
    }

    @Test
    default void shouldCopyNoBytes() throws Exception {
        var line = bench().ready();
        var content = Bench.noise(9, line.channel().bufferSize());
        line.put(0, content);
        var client = ByteBuffer.wrap(Bench.noise(10, 8));
        for (var at : new int[] {0, 1, content.length}) {
            line.channel().copyTo(at, client, 8, 0);
            line.channel().copyFrom(client, 8, at, 0);
        }
        Expect.bytes(content, line.get(0, content.length), "the buffer after copies of no bytes");
        Expect.bytes(Bench.noise(10, 8), client.array(), "the client's bytes after copies of no bytes");
    }

    @Test
    default void shouldTakeEveryKindOfBuffer() throws Exception {
        var line = bench().ready();
        var noise = Bench.noise(11, 40);
        var direct = ByteBuffer.allocateDirect(48);
        direct.put(4, noise);
        var slice = ByteBuffer.wrap(Bench.noise(11, 48)).slice(0, 40);
        for (var source : new ByteBuffer[] {direct.slice(4, 40), slice, slice.asReadOnlyBuffer()}) {
            source.position(30).limit(40);
            line.put(0, new byte[40]);
            line.channel().copyTo(0, source, 0, 40);
            Expect.bytes(Bench.noise(11, 40), line.get(0, 40), "what was copied from " + source);
            Expect.equal(30, source.position(), "the source's position after copyTo");
            if (!source.isReadOnly()) {
                line.channel().copyFrom(source, 0, 0, 40);
                Expect.equal(30, source.position(), "the destination's position after copyFrom");
            }
        }
        Expect.thrown(
                "copyFrom to a read-only buffer",
                () -> line.channel().copyFrom(slice.asReadOnlyBuffer(), 0, 0, 4),
                ReadOnlyBufferException.class);
    }
}
