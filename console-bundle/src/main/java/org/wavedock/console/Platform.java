// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final BackendControl backends;
    private final Cancellation cancellation;
    /** PIDs, not objects: a backend that was stopped and started again has a new configuration of the same PID. */
    private final List<String> cards = new ArrayList<>();

    Platform(
            BundleContext context,
            ConfigurationAdmin admin,
            ServiceComponentRuntime components,
            Cancellation cancellation) {
        this.context = context;
        this.cancellation = cancellation;
        this.components = components;
        configurations = new Configurations(context, admin);
        backends = new BackendControl(context, configurations, components, cancellation);
    }

    BackendControl backends() {
        return backends;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** The folder of the assembly. */
    Path assembly() {
        return Path.of(String.valueOf(context.getProperty("wavedock.assembly")));
    }

    /** What is configured, not what runs. */
    List<CardFile> cardFiles() throws Failure {
        return CardFile.readAll(assembly().resolve("etc"));
    }

    /** Sets the clock, then brings the cards up; returns when all are there. */
    AudioStreams start(Speed speed, List<CardFile> files) throws Failure {
        if (speed == Speed.MAX) {
            configurations.set(RUNTIME_PID, Map.of(TimeSource.MODE, "virtual"));
            await(() -> "the virtual clock", () -> isThere(TimeSource.class, "(" + TimeSource.MODE + "=virtual)"));
        }
        await(() -> "the runtime", () -> isThere(AudioStreams.class, null));
        for (var file : files) {
            cards.add(configurations
                    .create(file.factoryPid(), file.name(), file.properties())
                    .getPid());
        }
        var expected = files.stream()
                .filter(CardFile::isSimulated)
                .map(CardFile::device)
                .toList();
        await(
                () -> "device " + String.join(", ", missing(expected)),
                () -> missing(expected).isEmpty());
        return streams();
    }

    private void await(Supplier<String> what, BooleanSupplier condition) throws Failure {
        var ended = cancellation.waitFor(
                () -> condition.getAsBoolean()
                        || !ComponentFailures.of(components).isEmpty(),
                LIMIT);
        if (condition.getAsBoolean()) {
            return;
        }
        var failures = ComponentFailures.of(components);
        throw Failure.of(
                ended && !failures.isEmpty()
                        ? String.join("; ", failures)
                        : "not there after " + LIMIT.toSeconds() + " s: " + what.get());
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
