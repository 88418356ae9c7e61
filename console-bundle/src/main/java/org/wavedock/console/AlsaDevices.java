// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.wavedock.dma.BackendDiagnosis;
import org.wavedock.stream.AudioStreams;

/** ALSA devices that a command line names although nobody configured them: {@code alsa:PCM}, whatever ALSA calls a PCM. */
final class AlsaDevices {
    /** How the names of ALSA devices begin. */
    static final String PREFIX = "alsa:";
    /** The factory of ALSA devices. */
    static final String PCM_PID = "org.wavedock.alsa.pcm";
    /** Which devices there are without being configured. */
    static final String DISCOVERY_PID = "org.wavedock.alsa.discovery";

    private static final String PIDS = "org.wavedock.alsa.";
    private static final Duration MOMENT = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Configurations configurations;
    private final ServiceComponentRuntime components;
    private final Supplier<List<BackendDiagnosis>> diagnoses;
    private final Cancellation cancellation;

    AlsaDevices(
            Configurations configurations,
            ServiceComponentRuntime components,
            Supplier<List<BackendDiagnosis>> diagnoses,
            Cancellation cancellation) {
        this.configurations = configurations;
        this.components = components;
        this.diagnoses = diagnoses;
        this.cancellation = cancellation;
    }

    static boolean isOne(String typed) {
        return typed.startsWith(PREFIX);
    }

    /** The name of the device that somebody typed; a PCM may have characters in it that a device's name cannot. */
    static String name(String typed) {
        return typed != null && isOne(typed) ? typed.replaceAll("[^\\p{Alnum}._:,=-]", "_") : typed;
    }

    /** What ALSA calls it. */
    static String pcm(String typed) {
        return isOne(typed) ? typed.substring(PREFIX.length()) : typed;
    }

    /** A card may be unplugged: a command that does not name it does without it. */
    static boolean isOptional(ComponentConfigurationDTO component) {
        return Arrays.stream(component.description.configurationPid).anyMatch(pid -> pid.startsWith(PIDS));
    }

    /** Whether a file configures an ALSA device. */
    static boolean isOne(ConfigurationFile file) {
        return file.isOfFactory() && file.pid().equals(PCM_PID);
    }

    /** Why nobody is there who makes devices of configurations, if so; the launcher may know. */
    static Optional<String> absence(ServiceComponentRuntime components, List<String> absences) {
        var there = components.getComponentDescriptionDTOs().stream()
                .anyMatch(component -> List.of(component.configurationPid).contains(PCM_PID));
        if (there) {
            return Optional.empty();
        }
        return Optional.of(
                absences.isEmpty()
                        ? "this program was built without the ALSA backend, which takes a JDK 22 or newer"
                        : String.join("; ", absences));
    }

    /**
     * Brings a device up, unless it is there already.
     *
     * @param typed {@code alsa:PCM}
     * @param created is told the PID of what was configured for it, also if that was in vain
     */
    void bring(AudioStreams streams, String typed, Consumer<String> created) throws Failure {
        if (pcm(typed).isEmpty()) {
            throw Failure.usage("device is \"" + typed + "\", expected alsa:PCM, such as alsa:default");
        }
        var name = name(typed);
        if (isThere(streams, name, MOMENT)) {
            return;
        }
        if (!isConfigured(name)) {
            created.accept(configurations
                    .create(PCM_PID, name, Map.of("name", name, "pcm", pcm(typed)))
                    .getPid());
        }
        if (isThere(streams, name, MOMENT)) {
            return;
        }
        var reason = failure(name).or(() -> problem(pcm(typed)));
        if (reason.isPresent() || !isThere(streams, name, LIMIT)) {
            throw Failure.of(typed + " cannot be used: "
                    + reason.or(() -> failure(name)).orElse("it is not there after " + LIMIT.toSeconds() + " s"));
        }
    }

    private boolean isConfigured(String name) throws Failure {
        return configurations.ofFactory(PCM_PID).stream()
                .anyMatch(one -> name.equals(one.getProperties().get("name")));
    }

    private boolean isThere(AudioStreams streams, String name, Duration limit) throws Failure {
        cancellation.waitFor(
                () -> Devices.names(streams).contains(name) || failure(name).isPresent(), limit);
        return Devices.names(streams).contains(name);
    }

    private Optional<String> failure(String name) {
        return ComponentFailures.of(components, component -> name.equals(component.properties.get("name"))).stream()
                .findFirst();
    }

    private Optional<String> problem(String pcm) {
        return diagnoses.get().stream()
                .flatMap(backend -> Doctor.ask(backend, pcm).stream())
                .filter(Doctor::isProblem)
                .map(line -> line.substring(BackendDiagnosis.PROBLEM.length()))
                .findFirst();
    }
}
