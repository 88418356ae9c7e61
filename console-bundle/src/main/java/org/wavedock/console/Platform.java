// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.DeviceSnapshot;
import org.wavedock.wave.TimeSource;

/** The running platform as one command uses it: its clock, its cards, its streams. */
final class Platform {
    private static final String RUNTIME_PID = "org.wavedock.runtime";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final BundleContext context;
    private final Configurations configurations;
    private final ServiceComponentRuntime components;
    private final AlsaDevices alsa;
    private final List<String> absences;
    private final BackendControl backends;
    private final Cancellation cancellation;
    /** PIDs, not objects: a backend that was stopped and started again has a new configuration of the same PID. */
    private final List<String> cards = new ArrayList<>();

    private final List<Path> folders = new ArrayList<>();
    private boolean simulatedOnly;

    Platform(
            BundleContext context,
            ConfigurationAdmin admin,
            ServiceComponentRuntime components,
            List<String> absences,
            Cancellation cancellation) {
        this.context = context;
        this.absences = absences;
        this.cancellation = cancellation;
        this.components = components;
        configurations = new Configurations(context, admin);
        alsa = new AlsaDevices(configurations, components, () -> Doctor.backends(context), cancellation);
        backends = new BackendControl(context, configurations, components, cancellation);
    }

    BackendControl backends() {
        return backends;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** For what needs the framework itself. */
    BundleContext context() {
        return context;
    }

    /** The jar that a bundle was installed from. */
    Path jar(String symbolicName) throws Failure {
        for (var bundle : context.getBundles()) {
            if (symbolicName.equals(bundle.getSymbolicName())) {
                return Path.of(URI.create(bundle.getLocation().replaceFirst("^reference:", "")));
            }
        }
        throw Failure.of("there is no bundle " + symbolicName);
    }

    /** The folder of the assembly. */
    Path assembly() {
        return Path.of(String.valueOf(context.getProperty("wavedock.assembly")));
    }

    /** Reads configurations from one more folder. */
    void configureFrom(String folder) throws Failure {
        folders.add(AudioFiles.path(folder));
    }

    /** From now on as if the machine had no sound cards. */
    void useSimulatedCardsOnly() {
        simulatedOnly = true;
    }

    /** What is configured, not what runs. */
    List<ConfigurationFile> configurationFiles() throws Failure {
        var all = new ArrayList<Path>();
        all.add(assembly().resolve("etc"));
        all.addAll(folders);
        return ConfigurationFile.readAll(all);
    }

    /** Sets the clock, then brings the cards up; returns when all simulated ones are there. */
    AudioStreams start(Speed speed, List<ConfigurationFile> files) throws Failure {
        simulatedOnly |= speed == Speed.MAX;
        configure(speed, files);
        if (speed == Speed.MAX) {
            await(() -> "the virtual clock", () -> isThere(TimeSource.class, "(" + TimeSource.MODE + "=virtual)"));
        }
        await(() -> "the runtime", () -> isThere(AudioStreams.class, null));
        create(files.stream().filter(file -> !AlsaDevices.isOne(file)).toList());
        if (!simulatedOnly) {
            // Last, because opening a device may take its time.
            create(files.stream().filter(AlsaDevices::isOne).toList());
        }
        var expected = files.stream()
                .filter(ConfigurationFile::isSimulated)
                .map(ConfigurationFile::device)
                .toList();
        await(
                () -> "device " + String.join(", ", missing(expected)),
                () -> missing(expected).isEmpty());
        // What else is configured or was found is there now, or will not come; if it takes too long, it is not waited
        // for.
        configurations.settle(cancellation);
        return streams();
    }

    /** Configures what is there once; a file cannot overrule the command. */
    private void configure(Speed speed, List<ConfigurationFile> files) throws Failure {
        var all = new TreeMap<String, Map<String, Object>>();
        for (var file : files) {
            if (!file.isOfFactory()) {
                all.computeIfAbsent(file.pid(), pid -> new TreeMap<>()).putAll(file.properties());
            }
        }
        if (speed == Speed.MAX) {
            all.computeIfAbsent(RUNTIME_PID, pid -> new TreeMap<>()).put(TimeSource.MODE, "virtual");
        }
        if (simulatedOnly) {
            all.computeIfAbsent(AlsaDevices.DISCOVERY_PID, pid -> new TreeMap<>())
                    .put("enabled", false);
        }
        for (var one : all.entrySet()) {
            configurations.set(one.getKey(), one.getValue());
        }
        if (!all.isEmpty()) {
            // What is there still may be what was there before.
            configurations.settle(cancellation);
        }
    }

    private void create(List<ConfigurationFile> files) throws Failure {
        for (var file : files) {
            if (file.isOfFactory()) {
                cards.add(configurations
                        .create(file.pid(), file.name(), file.properties())
                        .getPid());
            }
        }
    }

    /** Brings up those ALSA devices among the ones that were named which are not there yet. */
    void bring(List<String> devices) throws Failure {
        for (var device : devices) {
            if (!AlsaDevices.isOne(device) && alsa.configuredPcm(device).isEmpty()) {
                continue;
            }
            if (simulatedOnly) {
                throw Failure.usage(
                        "device is \"" + device + "\", expected a simulated card: a sound card knows no virtual clock");
            }
            var absence = AlsaDevices.absence(components, absences);
            if (absence.isPresent()) {
                throw Failure.of(device + " cannot be used: " + absence.get());
            }
            alsa.bring(streams(), device, cards::add);
        }
    }

    /** One who knows what is wrong here. */
    Doctor doctor() {
        var reference = context.getServiceReference(AudioStreams.class);
        return Doctor.of(context, components, absences, reference == null ? null : context.getService(reference));
    }

    private void await(Supplier<String> what, BooleanSupplier condition) throws Failure {
        var ended = cancellation.waitFor(
                () -> condition.getAsBoolean() || !failures().isEmpty(), LIMIT);
        if (condition.getAsBoolean()) {
            return;
        }
        var failures = failures();
        throw Failure.of(
                ended && !failures.isEmpty()
                        ? String.join("; ", failures)
                        : "not there after " + LIMIT.toSeconds() + " s: " + what.get());
    }

    private List<String> failures() {
        return ComponentFailures.of(components, component -> !AlsaDevices.isOptional(component));
    }

    private boolean isThere(Class<?> service, String filter) {
        try {
            var references = context.getServiceReferences(service.getName(), filter);
            return references != null && context.getService(references[0]) != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(filter, e);
        }
    }

    private List<String> missing(List<String> expected) {
        var reference = context.getServiceReference(AudioStreams.class);
        var streams = reference == null ? null : context.getService(reference);
        if (streams == null) {
            return expected;
        }
        var there = streams.devices().stream().map(DeviceSnapshot::name).collect(Collectors.toSet());
        return expected.stream().filter(name -> !there.contains(name)).toList();
    }

    /** The service, as it is now. */
    AudioStreams streams() throws Failure {
        var reference = context.getServiceReference(AudioStreams.class);
        var streams = reference == null ? null : context.getService(reference);
        if (streams == null) {
            throw Failure.of("the runtime is not there");
        }
        return streams;
    }

    /** Takes the cards away again, whose files are complete then. Harmless when repeated; done in spite of Ctrl-C. */
    void stop() throws Failure {
        if (cards.isEmpty()) {
            return;
        }
        var all = new ArrayList<Configuration>();
        for (var pid : cards) {
            all.addAll(configurations.find(pid));
        }
        cards.clear();
        configurations.deleteAll(all, new Cancellation());
    }
}
