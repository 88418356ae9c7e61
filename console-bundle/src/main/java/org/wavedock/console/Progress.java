// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.time.Duration;

/** One line for whoever watches: how far, how long yet. Silent when nobody does. */
final class Progress {
    private static final long INTERVAL = Duration.ofMillis(200).toNanos();
    private static final String CLEAR = "\r\u001b[K";

    private final Terminal terminal;
    private final String what;
    private final long total;
    private final long start = System.nanoTime();
    private long last = start - INTERVAL;
    private boolean shown;

    /** Of so many frames in all, or -1 if that is unknown. */
    Progress(Terminal terminal, String what, long total) {
        this.terminal = terminal;
        this.what = what;
        this.total = total;
    }

    /** Whether it is time to say something; ask before finding out what. */
    boolean isDue() {
        return terminal.interactive() && System.nanoTime() - last >= INTERVAL;
    }

    void show(long frames, String device) {
        last = System.nanoTime();
        shown = true;
        terminal.err()
                .print(CLEAR + what + " on " + (device == null ? "no device" : device) + ": "
                        + line(frames, total, Duration.ofNanos(last - start)));
        terminal.err().flush();
    }

    /** Elapsed and remaining time, both on the clock on the wall. */
    static String line(long frames, long total, Duration elapsed) {
        var line = minutes(elapsed) + " elapsed";
        if (total <= 0 || frames <= 0) {
            return line;
        }
        var done = Math.min(1.0, (double) frames / total);
        var remaining = Duration.ofMillis(Math.round(elapsed.toMillis() * (1 - done) / done));
        return line + ", " + minutes(remaining) + " remaining, " + (int) (done * 100) + " %";
    }

    private static String minutes(Duration time) {
        return time.toMinutes() + String.format(":%02d", time.toSecondsPart());
    }

    /** Removes the line. */
    void clear() {
        if (shown) {
            terminal.err().print(CLEAR);
            terminal.err().flush();
        }
    }
}
