// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Wavedock as {@code ./wavedock} runs it, on the JVM that runs the test.
 *
 * @param assembly what is run
 * @param folder where it is run; its home too, so that {@code deploy/} is not that of the source folder
 */
record Program(Path assembly, Path folder) {
    /** Far more than anything here takes, even on a busy machine. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final int SIGINT_BIT = 1 << 1;

    /** What was built, run in a folder. */
    static Program in(Path folder) {
        return new Program(Path.of(System.getProperty("wavedock.assembly")), folder);
    }

    /** The source folder. */
    static Path sources() {
        return Path.of(System.getProperty("wavedock.root"));
    }

    static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    /** A file in the folder where the program runs. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Writes a file there; to be named in a command line. */
    String write(String name, byte[] content) {
        try {
            Files.write(file(name), content);
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end, without any standard input. */
    Outcome run(String... arguments) {
        return start(arguments).end();
    }

    /** Starts a command, or the shell. */
    Running start(String... arguments) {
        return start(List.of(), arguments);
    }

    /** Starts it so that Ctrl-C reaches it, even if this JVM was told to ignore that (as {@code mvn … &} in a script is). */
    Running startInterruptible(String... arguments) {
        return start(isInterruptIgnored() ? List.of("env", "--default-signal=INT") : List.of(), arguments);
    }

    private Running start(List<String> prefix, String... arguments) {
        var lib = assembly.resolve("lib");
        var command = new ArrayList<>(prefix);
        command.addAll(java());
        command.add("-Dwavedock.home=" + folder);
        command.add("-Dwavedock.assembly=" + assembly);
        command.add("-cp");
        command.add(lib.resolve("wavedock-launcher.jar")
                + File.pathSeparator
                + lib.resolve("org.apache.felix.framework.jar"));
        command.add("org.wavedock.launcher.Main");
        command.addAll(List.of(arguments));
        return new Running(folder, command);
    }

    private static boolean isInterruptIgnored() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & SIGINT_BIT) != 0);
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs {@code verify-taps}. */
    Outcome verify(String input, String taps, String report) {
        var lib = assembly.resolve("lib");
        var command = java();
        command.add("-cp");
        command.add(lib.resolve("verify-taps.jar") + File.pathSeparator + lib.resolve("gson.jar"));
        command.addAll(List.of("org.wavedock.verify.Main", input, taps, report));
        return new Running(folder, command).end();
    }

    /** Runs anything else. */
    Outcome shell(String... command) {
        return new Running(folder, List.of(command)).end();
    }

    /** The JVM with the options of the script, and no more compiler than such a short life deserves. */
    private static List<String> java() {
        var feature = Runtime.version().feature();
        var command = new ArrayList<>(List.of(
                javaHome().resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dwavedock.check=true",
                "-Dwavedock.stderr.tty=false"));
        if (feature >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        if (feature >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        return command;
    }

    /**
     * How it ended.
     *
     * @param exit the exit code
     * @param out standard output
     * @param err standard error, without what is said on an older Java of what was made for a newer one, and by Felix of a race of its own
     * @param tooOld how often that was said
     */
    record Outcome(int exit, String out, String err, long tooOld) {
        /** Said once in every run on Java 17, so that no test that is about something else need expect it. */
        private static final Pattern TOO_OLD =
                Pattern.compile("wavedock: alsa-backend-bundle \\(.*\\) needs Java 22 or newer, this is Java 17;"
                        + " going on without it\\R");

        /** Said when a bundle is stopped just as its configuration changes: Felix meets that, and goes on. */
        private static final Pattern RACE =
                Pattern.compile("\\*ERROR\\* Unexpected problem delivering configuration event to .*\\R"
                        + "java.lang.IllegalStateException: Invalid BundleContext.\\R(\\tat .*\\R?)+");

        static Outcome of(int exit, String out, String err) {
            var told = TOO_OLD.matcher(err);
            return new Outcome(
                    exit,
                    out,
                    RACE.matcher(told.replaceAll("")).replaceAll(""),
                    told.reset().results().count());
        }

        /** It went well and had nothing to say on standard error. */
        Outcome isSuccess() {
            assertThat(err).as("standard error").isEmpty();
            assertThat(exit).as("exit code").isZero();
            return this;
        }

        /** It said in one line for a person what is wrong, with these words in it. */
        Outcome isRefused(int code, String... words) {
            assertThat(err.lines()).as("standard error").hasSize(1);
            assertThat(err)
                    .as("standard error")
                    .startsWith("wavedock: ")
                    .contains(words)
                    .doesNotContain("Exception", "\tat ", "null", "internal error");
            assertThat(out).as("standard output").isEmpty();
            assertThat(exit).as("exit code").isEqualTo(code);
            return this;
        }
    }

    /** A process with what it has said so far, which is kept in files: nothing to drain, nothing to block. */
    static final class Running {
        private final Process process;
        private final List<String> command;
        private final Path out;
        private final Path err;

        Running(Path folder, List<String> command) {
            this.command = command;
            try {
                out = Files.createTempFile("wavedock", ".out");
                err = Files.createTempFile("wavedock", ".err");
                process = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Standard output so far. */
        String out() {
            return text(out);
        }

        private static String text(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Types a line. */
        void type(String line) {
            send((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        /** Writes to its standard input. */
        void send(byte[] bytes) {
            try {
                process.getOutputStream().write(bytes);
                process.getOutputStream().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Sends a signal, such as {@code INT}. */
        void signal(String name) {
            var pid = Long.toString(process.pid());
            assertThat(new Running(Path.of("."), List.of("kill", "-" + name, pid))
                            .end()
                            .exit())
                    .isZero();
        }

        /** Closes its standard input and waits for its end. */
        Outcome end() {
            try {
                process.getOutputStream().close();
            } catch (IOException ignored) {
                // It had ended before it read all of it.
            }
            return await(LIMIT);
        }

        boolean isAlive() {
            return process.isAlive();
        }

        /** Waits for its end; kills it and fails if that takes too long. */
        Outcome await(Duration limit) {
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError(
                            "still running after " + limit + ": " + command + "\n" + text(out) + text(err) + threads());
                }
                var outcome = Outcome.of(process.exitValue(), text(out), text(err));
                Files.delete(out);
                Files.delete(err);
                return outcome;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            } finally {
                process.destroyForcibly();
            }
        }

        private String threads() throws IOException {
            var jcmd = javaHome().resolve("bin/jcmd").toString();
            var dump = new ProcessBuilder(jcmd, Long.toString(process.pid()), "Thread.print").start();
            return new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
