// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.lib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Real-time scheduling of a thread: used where the system permits it, never needed. */
public final class Scheduling {
    private static final int SCHED_RR = 2;
    /** Children of the thread are ordinary again. */
    private static final int RESET_ON_FORK = 0x4000_0000;

    private static final int PRIORITY = 5;
    private static final int RLIMIT_RTPRIO = 14;

    private static final MethodHandle SET = function("sched_setscheduler", JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle LIMIT = function("getrlimit", JAVA_INT, ADDRESS);
    private static final MethodHandle USER = function("geteuid");

    private Scheduling() {}

    private static MethodHandle function(String name, MemoryLayout... arguments) {
        var linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find(name)
                .map(symbol -> linker.downcallHandle(symbol, FunctionDescriptor.of(JAVA_INT, arguments)))
                .orElse(null);
    }

    /** Whether a thread of this process may be scheduled in real time. */
    public static boolean isPermitted() {
        try (var arena = Arena.ofConfined()) {
            if (SET == null || LIMIT == null || USER == null) {
                return false;
            }
            var limit = arena.allocate(JAVA_LONG, 2);
            return (int) USER.invokeExact() == 0
                    || (int) LIMIT.invokeExact(RLIMIT_RTPRIO, limit) == 0 && limit.get(JAVA_LONG, 0) >= PRIORITY;
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        }
    }

    /**
     * Asks for the calling thread; {@code SCHED_RR} at a low priority.
     *
     * @return whether it was granted
     */
    public static boolean claim() {
        try (var arena = Arena.ofConfined()) {
            if (SET == null) {
                return false;
            }
            MemorySegment priority = arena.allocateFrom(JAVA_INT, PRIORITY);
            return (int) SET.invokeExact(0, SCHED_RR | RESET_ON_FORK, priority) == 0;
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        }
    }
}
