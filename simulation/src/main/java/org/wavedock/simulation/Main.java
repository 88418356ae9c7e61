// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: {@code simulate}. */
@Command(
        name = "wavedock simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Drives the real runtime through random lives in virtual time and checks throughout that every frame is accounted for.",
            "Ends with 0 if all held, 1 if something did not, 2 if it was called wrongly."
        })
public final class Main implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final long DEFAULT_SEEDS = 1_000;
    private static final double NANOS = 1e9;
    private static final long PROGRESS_NANOS = 200_000_000;
    private static final int LAST_LINES = 60;

    @Option(names = "--seeds", paramLabel = "N", description = "How many lives; 1000 unless --minutes is given.")
    private Long seeds;

    @Option(
            names = "--first",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "The first seed; ${DEFAULT-VALUE}.")
    private long first;

    @Option(names = "--minutes", paramLabel = "M", description = "Goes on for so long.")
    private Double minutes;

    @Option(names = "--replay", paramLabel = "SEED", description = "Lives one seed and prints every step of it.")
    private Long replay;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the numbers there as well.")
    private Path json;

    @Spec
    private CommandSpec spec;

    private long shownAt;

    private Main() {}

    /**
     * Ends with 0 if everything held, 1 if something did not, 2 if it was called wrongly.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String... arguments) {
        System.exit(run(writer(System.out), writer(System.err), arguments));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main()).setOut(out).setErr(err).execute(arguments);
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (replay != null) {
            return replay(replay);
        }
        require(seeds == null || seeds > 0, "--seeds is " + seeds + ", expected 1 or more");
        require(minutes == null || minutes > 0, "--minutes is " + minutes + ", expected more than 0");
        var from = System.nanoTime();
        var until = minutes == null ? Long.MAX_VALUE : (long) (minutes * 60 * NANOS);
        var most = seeds != null ? seeds : minutes != null ? Long.MAX_VALUE / 2 : DEFAULT_SEEDS;
        var campaign = new Campaign(first);
        campaign.run(most, () -> System.nanoTime() - from >= until, so -> showProgress(so, most, from));
        var seconds = (System.nanoTime() - from) / NANOS;
        report(campaign, seconds);
        if (json != null) {
            writeJson(campaign, seconds);
        }
        return campaign.failures().isEmpty() ? 0 : FAILED;
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private int replay(long seed) {
        Failures.watch();
        var outcome = Life.of(seed, Trace.kept());
        outcome.trace().forEach(out()::println);
        out().println("seed " + seed + ": "
                + (outcome.isGood() ? "all holds" : outcome.broken() + ": " + outcome.how()));
        return outcome.isGood() ? 0 : FAILED;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** For people only: the launch script knows whether one watches. */
    private void showProgress(Campaign campaign, long most, long from) {
        var now = System.nanoTime();
        if (Boolean.getBoolean("wavedock.stderr.tty") && now - shownAt > PROGRESS_NANOS) {
            shownAt = now;
            var totals = campaign.totals();
            var err = spec.commandLine().getErr();
            err.print(String.format(
                    Locale.ROOT,
                    "\r%d seeds%s, %.0f s, %d planned swaps, %d losses, %d broken ",
                    totals.get("seeds"),
                    minutes == null ? " of " + most : "",
                    (now - from) / NANOS,
                    totals.get("planned swaps"),
                    totals.get("losses"),
                    campaign.failures().size()));
            err.flush();
        }
    }

    private void report(Campaign campaign, double seconds) {
        if (shownAt != 0) {
            spec.commandLine().getErr().println();
        }
        for (var failure : campaign.failures()) {
            out().println("seed " + failure.seed() + ": " + failure.broken() + ": " + failure.how());
        }
        campaign.failures().stream().findFirst().ifPresent(this::tell);
        var totals = campaign.totals();
        new TreeMap<>(totals.all()).forEach((what, count) -> out().printf(Locale.ROOT, "%-28s %d%n", what, count));
        out().printf(
                        Locale.ROOT,
                        "%d seeds from %d, %s: %.1f s of virtual time in %.1f s, %.1f seeds a second%n",
                        totals.get("seeds"),
                        first,
                        campaign.failures().isEmpty()
                                ? "all hold"
                                : campaign.failures().size() + " BROKEN",
                        totals.get("virtual ms") / 1e3,
                        seconds,
                        totals.get("seeds") / seconds);
    }

    /** The first failure again, with its steps. */
    private void tell(Outcome failure) {
        var trace = Life.of(failure.seed(), Trace.kept()).trace();
        out().println("the last steps of seed " + failure.seed() + ":");
        trace.stream().skip(Math.max(0, trace.size() - LAST_LINES)).forEach(line -> out().println("  " + line));
        out().println("all of them: ./wavedock simulate --replay " + failure.seed());
    }

    private void writeJson(Campaign campaign, double seconds) throws IOException {
        var report = new TreeMap<String, Object>();
        report.put("firstSeed", first);
        report.put("seconds", seconds);
        report.put("totals", new TreeMap<>(campaign.totals().all()));
        report.put(
                "failures",
                campaign.failures().stream()
                        .map(failure ->
                                new Failure(failure.seed(), failure.broken().name(), failure.how()))
                        .toList());
        Files.writeString(json, new GsonBuilder().setPrettyPrinting().create().toJson(report) + "\n");
    }

    private record Failure(long seed, String invariant, String how) {}
}
