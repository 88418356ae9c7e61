// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.DevicePreferences;
import org.wavedock.wave.AudioException;

/** The commands of the Gogo shell: {@code wave:devices} and so on. What they return is what the shell prints. */
@Component(
        service = WaveCommands.class,
        property = {
            "osgi.command.scope=wave",
            "osgi.command.function=devices",
            "osgi.command.function=streams",
            "osgi.command.function=play",
            "osgi.command.function=swap",
            "osgi.command.function=stop",
            "osgi.command.function=start",
            "osgi.command.function=preferences",
            "osgi.command.function=prefer",
            "osgi.command.function=forget",
            "osgi.command.function=doctor"
        })
public final class WaveCommands {
    private static final String RENDER = "render";

    private final AudioStreams streams;
    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final BackendControl backends;
    private final Players players;
    private final Preferences preferences;
    private volatile PrintStream out;
    private volatile List<String> absences = List.of();

    /**
     * Called by declarative services.
     *
     * @param context this bundle's
     * @param configurations where backends are configured
     * @param components where components are stopped
     * @param streams what plays
     * @param preferences which devices are preferred
     */
    @Activate
    public WaveCommands(
            BundleContext context,
            @Reference ConfigurationAdmin configurations,
            @Reference ServiceComponentRuntime components,
            @Reference AudioStreams streams,
            @Reference DevicePreferences preferences) {
        this.streams = streams;
        this.context = context;
        this.components = components;
        backends = new BackendControl(
                context, new Configurations(context, configurations), components, new Cancellation());
        players = new Players(streams, backends, this::tell);
        this.preferences = new Preferences(preferences, streams);
    }

    /**
     * Called by declarative services.
     *
     * @param launcher the properties of the launcher's service
     */
    @Reference(
            service = Object.class,
            target = "(launcher.out=*)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    public void bindLauncher(Map<String, Object> launcher) {
        out = (PrintStream) launcher.get("launcher.out");
        absences = Absences.of(launcher);
    }

    /**
     * Called by declarative services.
     *
     * @param launcher the properties of the launcher's service
     */
    public void unbindLauncher(Map<String, Object> launcher) {
        out = null;
    }

    /** Called by declarative services: stops what plays. */
    @Deactivate
    public void close() {
        players.close();
    }

    private void tell(String line) {
        var terminal = out;
        if (terminal != null) {
            terminal.println(line);
        }
    }

    /**
     * {@code wave:devices}.
     *
     * @return a table
     */
    public String devices() {
        return Devices.table(streams.devices());
    }

    /**
     * {@code wave:streams}.
     *
     * @return a table
     */
    public String streams() {
        var rows = new ArrayList<List<?>>();
        for (var stream : streams.streams()) {
            var now = stream.snapshot();
            rows.add(List.of(
                    now.name(),
                    now.state(),
                    PolicyOption.name(stream.request().policy()),
                    now.device() == null
                            ? "-"
                            : ConvertOption.device(
                                    now.device(),
                                    now.deviceFormat(),
                                    stream.request().format()),
                    now.framesSubmitted(),
                    now.framesRendered(),
                    now.framesLost(),
                    now.framesDropped(),
                    now.framesRepeated(),
                    stream.swaps().size()));
        }
        var heads = List.of(
                "stream", "state", "policy", "device", "submitted", "rendered", "lost", "dropped", "repeated", "swaps");
        return rows.isEmpty() ? "no streams" : Table.of(heads, rows);
    }

    /**
     * {@code wave:play FILE}: in the background, on the best device.
     *
     * @param file what to play
     * @return the stream's name
     */
    public String play(String file) {
        return play(file, null);
    }

    /**
     * {@code wave:play FILE DEVICE}: in the background.
     *
     * @param file what to play
     * @param device where
     * @return the stream's name
     */
    public String play(String file, String device) {
        return play(file, device, null);
    }

    /**
     * {@code wave:play FILE DEVICE POLICY}: in the background.
     *
     * @param file what to play
     * @param device where
     * @param policy as after {@code --policy}
     * @return the stream's name
     */
    public String play(String file, String device, String policy) {
        return inOneLine(() ->
                "playing as stream " + players.play(file, Way.parse(device, null, policy, ConvertOption.STANDARD)));
    }

    /**
     * {@code wave:swap STREAM DEVICE}.
     *
     * @param stream its name
     * @param device where to
     * @return how it went
     */
    public String swap(String stream, String device) {
        return inOneLine(() -> {
            Devices.find(streams, device);
            return players.swap(stream, device);
        });
    }

    /**
     * {@code wave:stop DEVICE} or {@code wave:stop STREAM}.
     *
     * @param name of a stream that {@link #play} started, or of a device
     * @return what stopped
     */
    public String stop(String name) {
        return inOneLine(() -> {
            if (players.stop(name)) {
                return "stopped stream " + name;
            }
            backends.stop(streams, name);
            return "stopped the backend of " + name;
        });
    }

    /**
     * {@code wave:start DEVICE}: after {@code wave:stop}.
     *
     * @param device its name
     * @return what started
     */
    public String start(String device) {
        return inOneLine(() -> {
            backends.start(streams, device);
            return "started the backend of " + device;
        });
    }

    /**
     * {@code wave:preferences}: the order in which devices are preferred.
     *
     * @return a table
     */
    public String preferences() {
        return preferences.list();
    }

    /**
     * {@code wave:prefer DEVICE}: to play on.
     *
     * @param device its name, or its identity
     * @return all preferences
     */
    public String prefer(String device) {
        return prefer(device, RENDER);
    }

    /**
     * {@code wave:prefer DEVICE render|capture}: over all others, from now on and after a restart.
     *
     * @param device its name, or its identity
     * @param direction to play on, or to record from
     * @return all preferences
     */
    public String prefer(String device, String direction) {
        return inOneLine(() -> preferences.prefer(device, direction));
    }

    /**
     * {@code wave:forget DEVICE}: not to be preferred to play on any more.
     *
     * @param device its name, or its identity
     * @return all preferences
     */
    public String forget(String device) {
        return forget(device, RENDER);
    }

    /**
     * {@code wave:forget DEVICE render|capture}.
     *
     * @param device its name, or its identity
     * @param direction to play on, or to record from
     * @return all preferences
     */
    public String forget(String device, String direction) {
        return inOneLine(() -> preferences.forget(device, direction));
    }

    /**
     * {@code wave:doctor [DEVICE|PCM…]}: why a device is not usable.
     *
     * @param names devices, or PCMs as their backend calls them; all of the platform if there are none
     * @return what was found, a line each
     */
    public String doctor(String... names) {
        return String.join(
                "\n", Doctor.of(context, components, absences, streams).examine(List.of(names)));
    }

    private interface Action {
        String run() throws Failure, AudioException;
    }

    private static String inOneLine(Action action) {
        try {
            return action.run();
        } catch (Failure | AudioException e) {
            return "error: " + e.getMessage();
        }
    }
}
