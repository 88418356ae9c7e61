// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.lib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** A private configuration tree, {@code snd_config_t}, made from a text as in {@code asound.conf}. One thread; close it. */
final class Definition implements AutoCloseable {
    private static final MethodHandle TOP = Libasound.function("snd_config_top", JAVA_INT, ADDRESS);
    private static final MethodHandle BUFFER_OPEN =
            Libasound.function("snd_input_buffer_open", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
    private static final MethodHandle LOAD = Libasound.function("snd_config_load", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle INPUT_CLOSE = Libasound.function("snd_input_close", JAVA_INT, ADDRESS);
    private static final MethodHandle DELETE = Libasound.function("snd_config_delete", JAVA_INT, ADDRESS);

    private final MemorySegment tree;

    Definition(String text) throws AlsaException {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(ADDRESS);
            check("snd_config_top", (int) TOP.invokeExact(out));
            tree = out.get(ADDRESS, 0);
            try {
                load(arena, text);
            } catch (AlsaException e) {
                close();
                throw e;
            }
        } catch (AlsaException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        }
    }

    private void load(Arena arena, String text) throws Throwable {
        var out = arena.allocate(ADDRESS);
        var bytes = arena.allocateFrom(text);
        check("snd_input_buffer_open", (int) BUFFER_OPEN.invokeExact(out, bytes, bytes.byteSize() - 1));
        var input = out.get(ADDRESS, 0);
        try {
            check("the definition \"" + text.strip() + "\" cannot be read", (int) LOAD.invokeExact(tree, input));
        } finally {
            var ignored = (int) INPUT_CLOSE.invokeExact(input);
        }
    }

    private static void check(String call, int result) throws AlsaException {
        if (result < 0) {
            throw new AlsaException(call, result);
        }
    }

    MemorySegment tree() {
        return tree;
    }

    @Override
    public void close() {
        try {
            var ignored = (int) DELETE.invokeExact(tree);
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        }
    }
}
