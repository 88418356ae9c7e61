// SPDX-License-Identifier: Apache-2.0
package org.wavedock.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program: {@code verify-taps [--allow-loss] INPUT.wav TAPDIR REPORT.json}. */
public final class Main {
    private static final String USAGE = "usage: verify-taps [--allow-loss] INPUT.wav TAPDIR REPORT.json";
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    /**
     * Ends with 0 if everything agrees, 1 if something does not, 2 if it was called wrongly.
     *
     * @param arguments see the class
     */
    public static void main(String... arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        var names = new ArrayList<>(List.of(arguments));
        var allowLoss = names.remove("--allow-loss");
        if (names.size() != 3 || names.stream().anyMatch(name -> name.startsWith("-"))) {
            err.println("verify-taps: " + USAGE);
            return MISUSED;
        }
        try {
            var report = Report.read(Path.of(names.get(2)));
            var findings = new Findings();
            Coverage coverage;
            try (var input = WavFile.open(Path.of(names.get(0)))) {
                new TapCheck(input, report, Path.of(names.get(1)), findings).run();
                coverage = new LedgerCheck(report, input.frames(), allowLoss, findings).run();
            }
            findings.lines().forEach(line -> err.println("verify-taps: " + line));
            out.println((findings.isEmpty() ? "verified: " : "NOT verified: ")
                    + report.segments().size() + " segments in " + report.taps().size() + " taps against "
                    + names.get(0) + ", byte for byte");
            out.println(report.framesSubmitted() + " frames submitted, " + coverage.distinct() + " rendered, "
                    + coverage.lost(report.framesSubmitted()) + " lost, " + coverage.repeated() + " repeated");
            return findings.isEmpty() ? 0 : FAILED;
        } catch (IOException e) {
            err.println("verify-taps: " + e.getMessage());
            return FAILED;
        }
    }
}
