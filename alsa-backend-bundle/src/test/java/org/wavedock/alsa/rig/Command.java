// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program with its arguments, environment and output; what outlives its time is killed. */
public final class Command {
    /** How it ended: -1 if it had to be killed. Output and errors are mixed. */
    public record Outcome(int code, String output) {}

    private static final List<String> URGENT = List.of("chrt", "-f", "10");
    private static Boolean urgencyAllowed;

    private final List<String> words;
    private final Map<String, String> environment = new LinkedHashMap<>();

    private Command(List<String> words) {
        this.words = new ArrayList<>(words);
    }

    public static Command of(Object... words) {
        return new Command(List.of(words).stream().map(Object::toString).toList());
    }

    /**
     * A JVM with the class path of the tests, for what depends on the environment or may take the process down.
     *
     * @param main the class whose main method is run
     */
    public static Command java(Class<?> main, String... arguments) {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return of(java, "--enable-native-access=ALL-UNNAMED", "-cp", path, main.getName())
                .with((Object[]) arguments);
    }

    /** More arguments. */
    public Command with(Object... more) {
        List.of(more).forEach(word -> words.add(word.toString()));
        return this;
    }

    /** In real time where that is allowed: a recorder that comes late would blame whoever played. */
    public Command urgent() {
        if (urgencyAllowed()) {
            words.addAll(0, URGENT);
        }
        return this;
    }

    private static synchronized boolean urgencyAllowed() {
        if (urgencyAllowed == null) {
            urgencyAllowed = Tools.onPath(URGENT.get(0), System.getenv("PATH"))
                    && of(URGENT.toArray())
                                    .with("true")
                                    .run(Duration.ofSeconds(5))
                                    .code()
                            == 0;
        }
        return urgencyAllowed;
    }

    public Command env(String name, Object value) {
        environment.put(name, value.toString());
        return this;
    }

    public Command env(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    /** Writes the text to a file and makes it the whole configuration of ALSA for this program. */
    public Command alsa(Path file, String configuration) {
        try {
            Files.writeString(file, configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return env("ALSA_CONFIG_PATH", file);
    }

    /** Starts it in the background; the output goes to the file. */
    public Process start(Path output) {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Outcome run(Duration limit) {
        try {
            Path output = Files.createTempFile("wavedock", ".out");
            Process process = start(output);
            try {
                boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                int code = ended ? process.exitValue() : -1;
                return new Outcome(code, Files.readString(output));
            } finally {
                kill(process);
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills a process and all that it started, and waits for its end. */
    public static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    /** Sends a signal by name, as in {@code STOP}. */
    public static void signal(Process process, String name) {
        Outcome sent = of("sh", "-c", "kill -" + name + " " + process.pid()).run(Duration.ofSeconds(5));
        if (sent.code() != 0) {
            throw new IllegalStateException("kill -" + name + ": " + sent.output());
        }
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
