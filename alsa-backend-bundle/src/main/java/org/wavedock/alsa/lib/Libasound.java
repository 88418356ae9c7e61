// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.lib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The library itself: whether it is there, its version, its messages, and the handles of its functions.
 *
 * <p>It is loaded once and never unloaded: plugins leave threads behind that would lose their code.
 */
public final class Libasound {
    private static final String FILE = "libasound.so.2";
    private static final int LONGEST_TEXT = 4096;
    private static final Optional<SymbolLookup> LIBRARY = open();
    private static final Linker LINKER = Linker.nativeLinker();

    private static final MethodHandle STRERROR = function("snd_strerror", ADDRESS, JAVA_INT);
    private static final MethodHandle VERSION = function("snd_asoundlib_version", ADDRESS);
    private static final MethodHandle SET_ERROR_HANDLER = procedure("snd_lib_error_set_handler", ADDRESS);

    private Libasound() {}

    private static Optional<SymbolLookup> open() {
        try {
            return Optional.of(SymbolLookup.libraryLookup(FILE, Arena.global()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the library was found. */
    public static boolean isThere() {
        return LIBRARY.isPresent();
    }

    /** What to say when it was not. */
    public static String absence() {
        return FILE + " was not found; install libasound2 (Debian: apt install libasound2)";
    }

    static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(result, arguments));
    }

    static MethodHandle procedure(String name, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.ofVoid(arguments));
    }

    /** Without the library, or the function, there is no handle; nobody calls it after {@link #isThere()} has said so. */
    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        return LIBRARY.flatMap(library -> library.find(name))
                .map(symbol -> LINKER.downcallHandle(symbol, descriptor))
                .orElse(null);
    }

    /** The library's text for an answer. */
    public static String strerror(int errno) {
        if (STRERROR == null) {
            return "error " + errno;
        }
        try {
            return text((MemorySegment) STRERROR.invokeExact(errno));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** The library's version, such as {@code 1.2.8}. */
    public static String version() {
        if (VERSION == null) {
            return "none";
        }
        try {
            return text((MemorySegment) VERSION.invokeExact());
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * Keeps libasound from writing to standard error. Its handler is a C function with variable arguments; any harmless one of
     * the C library does, and no code of ours stays behind in it.
     */
    public static void silence() {
        LINKER.defaultLookup().find("getpid").ifPresent(Libasound::setErrorHandler);
    }

    /** Lets libasound write to standard error again. */
    public static void restore() {
        setErrorHandler(MemorySegment.NULL);
    }

    private static void setErrorHandler(MemorySegment handler) {
        if (SET_ERROR_HANDLER == null) {
            return;
        }
        try {
            SET_ERROR_HANDLER.invokeExact(handler);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static String text(MemorySegment address) {
        return address.equals(MemorySegment.NULL)
                ? ""
                : address.reinterpret(LONGEST_TEXT).getString(0);
    }

    /** A downcall throws nothing but what a wrong signature causes. */
    static AssertionError unexpected(Throwable e) {
        return new AssertionError("a native call failed in Java", e);
    }
}
