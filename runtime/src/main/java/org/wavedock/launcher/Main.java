// SPDX-License-Identifier: Apache-2.0
package org.wavedock.launcher;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * Boots an OSGi framework, hands it the command line, runs the command on the main thread and ends with its status.
 *
 * <p>The protocol is that of bnd's launcher: the arguments are the property {@code launcher.arguments} of a service; the
 * command is a {@link Callable} service with the property {@code main.thread=true}. Without arguments the framework runs
 * until something inside stops it. The property {@code launcher.absences} says what does not run and why, a line for each extra.
 */
public final class Main {
    private static final String COMMAND_FILTER = "(main.thread=true)";
    private static final long COMMAND_MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final long COMMAND_MILLIS_AFTER_FAILURE = TimeUnit.SECONDS.toMillis(2);
    private static final long POLL_MILLIS = 2;
    private static final int FAILED = 1;

    private final String[] arguments;
    private final Layout layout;
    private final Farewell farewell = new Farewell();

    private Main(Layout layout, String... arguments) {
        this.layout = layout;
        this.arguments = arguments;
    }

    /**
     * The program.
     *
     * @param arguments a command and its options, or none for the shell
     */
    public static void main(String... arguments) {
        var status = FAILED;
        setIfUnset(Layout.VERBOSE, String.valueOf(List.of(arguments).contains("--verbose")));
        logInOneLine();
        try {
            status = new Main(Layout.fromSystemProperties(), arguments).run();
        } catch (LaunchException e) {
            System.err.println("wavedock: " + e.getMessage());
        } catch (IOException | BundleException e) {
            System.err.println("wavedock: the platform cannot start: " + e.getMessage());
        }
        System.out.flush();
        System.exit(status);
    }

    /** What bundles log goes to standard error, among the lines for the person who typed the command. */
    private static void logInOneLine() {
        var stackTrace = Boolean.getBoolean(Layout.VERBOSE) ? "%6$s" : "";
        setIfUnset("java.util.logging.SimpleFormatter.format", "wavedock: %5$s" + stackTrace + "%n");
        // The shell's input may be a pipe; JLine need not complain.
        setIfUnset("org.jline.terminal.dumb", "true");
    }

    private static void setIfUnset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private int run() throws LaunchException, IOException, BundleException {
        var shell = arguments.length == 0;
        var storage = TemporaryStorage.create();
        farewell.arm();
        try {
            var framework = newFramework(storage, shell);
            farewell.knows(framework);
            try {
                framework.start();
                var context = framework.getBundleContext();
                var bundles = new Bundles(context);
                bundles.startAll(layout.bundles(shell ? "shell" : "command"), layout.extras());
                bundles.absences().forEach(line -> System.err.println("wavedock: " + line + "; going on without it"));
                announce(context, shell, bundles.absences());
                return shell ? untilStopped(framework, bundles) : runCommand(context, bundles);
            } catch (IllegalStateException e) {
                throw new LaunchException("stopped while starting");
            } finally {
                Farewell.stop(framework);
            }
        } finally {
            storage.delete();
            farewell.done();
        }
    }

    private Framework newFramework(TemporaryStorage storage, boolean shell) throws LaunchException, IOException {
        return ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new LaunchException("no OSGi framework on the class path"))
                .newFramework(layout.frameworkProperties(storage.folder(), shell));
    }

    private void announce(BundleContext context, boolean shell, List<String> absences) {
        var properties = new Hashtable<String, Object>();
        properties.put("launcher.out", System.out);
        properties.put("launcher.err", System.err);
        properties.put("launcher.absences", absences.toArray(new String[0]));
        if (!shell) {
            properties.put("launcher.arguments", arguments.clone());
        }
        properties.put("launcher.ready", true);
        context.registerService(Object.class, new Object(), properties);
    }

    private static int untilStopped(Framework framework, Bundles bundles) throws LaunchException {
        bundles.complaints().forEach(line -> System.err.println("wavedock: " + line));
        try {
            framework.waitForStop(0);
        } catch (InterruptedException e) {
            throw new LaunchException("interrupted");
        }
        return 0;
    }

    private int runCommand(BundleContext context, Bundles bundles) throws LaunchException {
        var command = awaitCommand(context, bundles);
        farewell.knows(command);
        try {
            return command.call() instanceof Integer status ? status : 0;
        } catch (Exception e) {
            throw new LaunchException("the command failed: " + e);
        }
    }

    private Callable<?> awaitCommand(BundleContext context, Bundles bundles) throws LaunchException {
        var limit = bundles.allStarted() ? COMMAND_MILLIS : COMMAND_MILLIS_AFTER_FAILURE;
        var start = System.nanoTime();
        while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(limit)) {
            if (farewell.begun()) {
                throw new LaunchException("stopped while starting");
            }
            var command = findCommand(context);
            if (command.isPresent()) {
                return command.get();
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                throw new LaunchException("interrupted while starting");
            }
        }
        var complaints = bundles.complaints();
        throw new LaunchException(
                complaints.isEmpty()
                        ? "no command after " + limit + " ms: every bundle runs, but none registered a Callable with "
                                + "main.thread=true"
                        : "no command, because " + String.join("; ", complaints));
    }

    private static Optional<Callable<?>> findCommand(BundleContext context) {
        try {
            var references = context.getServiceReferences(Callable.class.getName(), COMMAND_FILTER);
            return references != null && context.getService(references[0]) instanceof Callable<?> command
                    ? Optional.of(command)
                    : Optional.empty();
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(COMMAND_FILTER, e);
        }
    }
}
