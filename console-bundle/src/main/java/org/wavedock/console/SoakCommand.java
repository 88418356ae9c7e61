// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import org.osgi.framework.BundleException;
import org.wavedock.console.soak.Soak;
import org.wavedock.console.soak.SoakPlan;
import org.wavedock.console.soak.SoakReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proves the hand-over by doing it for a long time. */
@Command(
        name = "soak",
        description =
                "Does to backends, at random, all that a framework can do, while streams run on them; checks every frame"
                        + " and that nothing is left behind.")
final class SoakCommand implements Callable<Integer> {
    private static final double MOST_MINUTES = 7 * 24 * 60;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "10",
            description = "How long, such as 0.5; at least three short legs. Default: ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(
            names = "--streams",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many run at a time, 1 to " + SoakPlan.MAX_STREAMS + ". Default: ${DEFAULT-VALUE}.")
    private int streams;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Draws the same things in the same order; when they happen is the machine's.")
    private Long seed;

    @Option(names = "--report", paramLabel = "FILE.json", description = "Write the numbers.")
    private String report;

    private final Workplace workplace;

    SoakCommand(Workplace workplace) {
        this.workplace = workplace;
    }

    @Override
    public Integer call() throws Failure {
        var plan = plan();
        var file = report == null ? null : OutputFile.prepare(report);
        var terminal = workplace.terminal();
        terminal.out().println("soak of " + minutes + " minutes with " + streams + " streams, --seed " + plan.seed());
        var done = run(plan);
        if (file != null) {
            SoakJson.write(done, file);
        }
        terminal.out().println(SoakJson.summary(done));
        if (done.violations().isEmpty()) {
            return 0;
        }
        done.violations().forEach(terminal::note);
        return Failure.FAILED;
    }

    private SoakPlan plan() throws Failure {
        if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
            throw Failure.usage("--minutes is " + minutes + ", expected more than 0, and " + MOST_MINUTES + " at most");
        }
        if (streams < 1 || streams > SoakPlan.MAX_STREAMS) {
            throw Failure.usage("--streams is " + streams + ", expected 1 to " + SoakPlan.MAX_STREAMS);
        }
        var drawn = seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed;
        return new SoakPlan(Duration.ofMillis(Math.round(minutes * 60_000)), streams, drawn);
    }

    private SoakReport run(SoakPlan plan) throws Failure {
        var platform = workplace.platform();
        // A machine's own sound cards stay out of it, and so do configured ones: the soak brings its own.
        platform.useSimulatedCardsOnly();
        platform.start(Speed.REALTIME, List.of());
        var progress =
                new Progress(workplace.terminal(), "soaking", plan.length().toMillis());
        try {
            return new Soak(
                            platform.context(),
                            platform.jar("sim-backend-bundle"),
                            plan,
                            (elapsed, swaps) -> look(progress, elapsed, swaps))
                    .run();
        } catch (CancellationException e) {
            throw Failure.cancelled();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.cancelled();
        } catch (BundleException e) {
            throw Failure.of("the soak cannot go on: " + e.getMessage(), e);
        } catch (IOException e) {
            throw Failure.of("the soak cannot go on: " + Problem.of(e), e);
        } finally {
            progress.clear();
        }
    }

    private void look(Progress progress, Duration elapsed, long swaps) {
        if (workplace.platform().cancellation().isRequested()) {
            throw new CancellationException();
        }
        if (progress.isDue()) {
            progress.show(elapsed.toMillis(), swaps + " swaps");
        }
    }
}
