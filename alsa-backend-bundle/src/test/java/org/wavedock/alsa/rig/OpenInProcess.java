// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.rig;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a PCM from a configuration that is a text, in this JVM: the least that shows that a rig's text is enough. */
@SuppressWarnings("restricted") // Native calls are what this is for.
final class OpenInProcess {
    private OpenInProcess() {}

    public static void main(String[] arguments) throws Throwable {
        System.out.println(open(Files.readString(Path.of(arguments[0])), arguments[1]));
    }

    /** Opens it for playback and closes it; what snd_pcm_open_lconf returned. */
    static int open(String configuration, String pcm) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup alsa = SymbolLookup.libraryLookup("libasound.so.2", Arena.global());
            MemorySegment out = arena.allocate(ADDRESS);
            MemorySegment text = arena.allocateFrom(configuration);
            check((int) function(alsa, "snd_config_top", ADDRESS).invokeExact(out));
            MemorySegment top = out.get(ADDRESS, 0);
            check((int) function(alsa, "snd_input_buffer_open", ADDRESS, ADDRESS, JAVA_LONG)
                    .invokeExact(out, text, text.byteSize() - 1));
            MemorySegment input = out.get(ADDRESS, 0);
            check((int) function(alsa, "snd_config_load", ADDRESS, ADDRESS).invokeExact(top, input));
            check((int) function(alsa, "snd_input_close", ADDRESS).invokeExact(input));
            MethodHandle open = function(alsa, "snd_pcm_open_lconf", ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
            int opened = (int) open.invokeExact(out, arena.allocateFrom(pcm), 0, 0, top);
            if (opened == 0) {
                check((int) function(alsa, "snd_pcm_close", ADDRESS).invokeExact(out.get(ADDRESS, 0)));
            }
            check((int) function(alsa, "snd_config_delete", ADDRESS).invokeExact(top));
            return opened;
        }
    }

    private static MethodHandle function(SymbolLookup library, String name, MemoryLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(library.find(name).orElseThrow(), FunctionDescriptor.of(JAVA_INT, parameters));
    }

    private static void check(int result) {
        if (result < 0) {
            throw new IllegalStateException("alsa-lib: " + result);
        }
    }
}
