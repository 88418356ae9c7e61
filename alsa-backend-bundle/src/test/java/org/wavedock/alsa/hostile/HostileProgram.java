// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.hostile;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.wavedock.alsa.lib.Libasound;

/** Does everything to everything from several threads, and says that it is still there: {@code SEED THREADS MILLIS}. */
public final class HostileProgram {
    /** The answer of a program that lived to the end. */
    static final int ALIVE = 42;
    /** The answer if a call ended in an error. */
    static final int ERROR = 43;

    private HostileProgram() {}

    /** The program. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments[0].equals("crash")) {
            // Never mapped, and too far up to be taken for a null reference.
            MemorySegment.ofAddress(0x8000).reinterpret(1).set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
        }
        Libasound.silence();
        var world = new World();
        var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[2]));
        var threads = new ArrayList<Thread>();
        var calls = new AtomicLong();
        var answers = new AtomicLong();
        for (var i = 0; i < Integer.parseInt(arguments[1]); i++) {
            var random = new Random(Long.parseLong(arguments[0]) + i);
            threads.add(new Thread(() -> rage(world, random, end, calls, answers), "hostile-" + i));
        }
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
        System.out.println(calls + " calls, of which " + answers + " ended without an exception");
        // Also the exit is part of it: a damaged heap shows there.
        System.exit(ALIVE);
    }

    private static void rage(World world, Random random, long end, AtomicLong calls, AtomicLong answers) {
        while (System.nanoTime() < end) {
            calls.incrementAndGet();
            try {
                Deeds.any(random).run(world, random);
                answers.incrementAndGet();
            } catch (Exception e) {
                // That is an answer.
            } catch (Throwable e) {
                e.printStackTrace();
                Runtime.getRuntime().halt(ERROR);
            }
        }
    }
}
