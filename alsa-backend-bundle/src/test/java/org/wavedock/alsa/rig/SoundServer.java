// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.rig;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A PipeWire of its own, with WirePlumber and a message bus, in a folder; nothing of the user's is touched. It has one sink,
 * {@code test}: stereo, 48 kHz, that nobody hears; its monitor returns what was played.
 *
 * <p>A JVM that has it open needs no environment: the configuration names the socket. Bit exact are S16 and FLOAT; the graph
 * computes in float, so of S32 the upper 24 bits.
 */
public final class SoundServer implements AutoCloseable {
    public static final String SINK = "test";
    /** Frames of a cycle of its graph: a client that is late for one loses them, so it has time enough here. */
    public static final int QUANTUM = 2048;

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Path folder;
    private final Process bus;
    private Process daemon;
    private Process manager;

    private SoundServer(Path folder) throws IOException {
        this.folder = folder.toAbsolutePath();
        configure();
        // Where the JVM ends before the test closes this.
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        bus = launch("dbus-daemon", "--session", "--nofork", "--nopidfile", "--address=" + busAddress());
    }

    /** Starts one in the folder and waits until it takes streams; skips the test where a part is missing. */
    public static SoundServer start(Path folder) {
        Tools.need(Tool.DBUS_DAEMON, Tool.PIPEWIRE, Tool.WIREPLUMBER, Tool.WPCTL, Tool.PIPEWIRE_PCM);
        try {
            SoundServer server = new SoundServer(folder);
            server.begin();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Configuration of ALSA: a PCM that plays into the sink, and captures its monitor. */
    public String configuration(String pcm) {
        return type() + entry(pcm);
    }

    /** Where alsa-lib finds the plug-in; once in a configuration. */
    public static String type() {
        Path plugin = PipeWirePlugin.find().orElseThrow();
        return "pcm_type.pipewire { lib \"" + plugin + "\" }\n";
    }

    /** The PCM alone, without {@link #type()}. */
    public String entry(String pcm) {
        return "pcm.%s { type pipewire server \"%s\" playback_node \"%s\" capture_node \"%s\" }\n"
                .formatted(pcm, socket(), SINK, SINK);
    }

    /** What the daemon listens on; it is there even if the daemon was killed. */
    public Path socket() {
        return runtime().resolve("pipewire-0");
    }

    /** For programs that are not told the socket, as wpctl and pw-cli. */
    public Map<String, String> environment() {
        String home = folder.resolve("home").toString();
        return Map.of(
                "HOME",
                home,
                "XDG_CONFIG_HOME",
                home + "/.config",
                "XDG_STATE_HOME",
                home + "/.state",
                "XDG_RUNTIME_DIR",
                runtime().toString(),
                "PIPEWIRE_RUNTIME_DIR",
                runtime().toString(),
                "DBUS_SESSION_BUS_ADDRESS",
                busAddress(),
                "DISABLE_RTKIT",
                "1");
    }

    /** Records the monitor of the sink: S16, stereo, 48 kHz. */
    public Recording record(Path file) {
        return Recording.of(this, file);
    }

    /** SIGKILL to the daemon, as a crash; the session manager goes with it. */
    public void kill() {
        Command.kill(daemon);
        Command.kill(manager);
    }

    /** SIGTERM to the daemon: an orderly end. */
    public void stop() {
        daemon.destroy();
        daemon.onExit().join();
        Command.kill(manager);
    }

    /** SIGSTOP to the daemon: it lives, and does nothing. */
    public void freeze() {
        Command.signal(daemon, "STOP");
    }

    public void thaw() {
        Command.signal(daemon, "CONT");
    }

    /** Ends what is left of it, and starts it again under the same name. */
    public void restart() {
        kill();
        begin();
    }

    @Override
    public void close() {
        end();
    }

    private void end() {
        Stream.of(daemon, manager, bus).filter(Objects::nonNull).forEach(Command::kill);
    }

    private void begin() {
        try {
            Files.deleteIfExists(socket());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon = launch("pipewire");
        await("pipewire").atMost(PATIENCE).until(() -> Files.exists(socket()) && Files.exists(busSocket()));
        manager = launch("wireplumber");
        await("the sink, as the default: " + log())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(this::hasDefaultSink);
    }

    private boolean hasDefaultSink() {
        String status =
                Command.of("wpctl", "status").env(environment()).run(PATIENCE).output();
        return status.lines().anyMatch(line -> line.contains("*") && line.contains(" " + SINK + " "));
    }

    private Process launch(Object... words) {
        return Command.of(words).urgent().env(environment()).start(log());
    }

    private Path runtime() {
        return folder.resolve("run");
    }

    private Path busSocket() {
        return folder.resolve("bus");
    }

    private String busAddress() {
        return "unix:path=" + busSocket();
    }

    /** What the three programs said. */
    public Path log() {
        return folder.resolve("server.log");
    }

    private void configure() throws IOException {
        Path config = folder.resolve("home/.config");
        Path pipewire = Files.createDirectories(config.resolve("pipewire/pipewire.conf.d"));
        Path wireplumber = Files.createDirectories(config.resolve("wireplumber/main.lua.d"));
        Files.createDirectories(runtime());
        Files.setPosixFilePermissions(runtime(), PosixFilePermissions.fromString("rwx------"));
        Files.writeString(pipewire.resolve("10-test.conf"), """
                context.properties = {
                    support.dbus = false
                    default.clock.rate = 48000
                    default.clock.allowed-rates = [ 48000 ]
                    default.clock.quantum = %1$d
                    default.clock.min-quantum = %1$d
                }
                context.objects = [ { factory = adapter args = {
                    factory.name = support.null-audio-sink
                    node.name = %2$s
                    media.class = Audio/Sink
                    object.linger = true
                    audio.position = [ FL FR ]
                    audio.rate = 48000
                    monitor.passthrough = true
                } } ]
                """.formatted(QUANTUM, SINK));
        Files.writeString(wireplumber.resolve("99-off.lua"), """
                alsa_monitor.enabled = false
                v4l2_monitor.enabled = false
                libcamera_monitor.enabled = false
                """);
    }
}
