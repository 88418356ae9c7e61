// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.wavedock.dma.BackendDiagnosis;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.DeviceSnapshot;

/**
 * Says why a device is not usable: what the platform knows, and what backends say of themselves.
 *
 * @param complaints what is wrong with the platform, one line each
 * @param devices those there are
 * @param backends those that can say more
 */
record Doctor(List<String> complaints, List<DeviceSnapshot> devices, List<BackendDiagnosis> backends) {

    /**
     * Looks at a platform.
     *
     * @param absences what the launcher could not start
     * @param streams the runtime, or null if it is not there
     */
    static Doctor of(
            BundleContext context, ServiceComponentRuntime components, List<String> absences, AudioStreams streams) {
        var complaints = new LinkedHashSet<String>(absences);
        if (absences.isEmpty()) {
            AlsaDevices.absence(components, absences).ifPresent(complaints::add);
        }
        complaints.addAll(unresolved(context, absences));
        complaints.addAll(ComponentFailures.of(components, component -> true));
        if (streams == null) {
            complaints.add("the runtime is not there");
        }
        return new Doctor(List.copyOf(complaints), streams == null ? List.of() : streams.devices(), backends(context));
    }

    /** The services there are now, in the order of their names. */
    static List<BackendDiagnosis> backends(BundleContext context) {
        try {
            return context.getServiceReferences(BackendDiagnosis.class, null).stream()
                    .flatMap(reference -> Optional.ofNullable(context.getService(reference)).stream())
                    .sorted(Comparator.comparing(BackendDiagnosis::backend))
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bundles that lack something; the launcher knows the reason for those it tried to start. */
    private static List<String> unresolved(BundleContext context, List<String> absences) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.INSTALLED
                        && bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .map(bundle -> String.valueOf(bundle.getSymbolicName()))
                .filter(name -> absences.stream().noneMatch(line -> line.startsWith(name + " ")))
                .map(name -> "bundle " + name + " is installed but was not started, or something it needs is missing")
                .toList();
    }

    /** Asks one backend; whatever comes back, it is lines that say how they are meant. */
    static List<String> ask(BackendDiagnosis backend, String pcm) {
        List<String> lines;
        try {
            lines = backend.diagnose(pcm);
        } catch (RuntimeException e) {
            return List.of(BackendDiagnosis.PROBLEM + "the diagnosis failed: " + e);
        }
        return lines == null ? List.of() : lines.stream().map(Doctor::line).toList();
    }

    private static String line(String said) {
        var line = String.valueOf(said).replaceAll("\\s*\\R\\s*", " ");
        var known = List.of(BackendDiagnosis.OK, BackendDiagnosis.NOTE, BackendDiagnosis.PROBLEM).stream()
                .anyMatch(line::startsWith);
        return known ? line : BackendDiagnosis.NOTE + line;
    }

    static boolean isProblem(String line) {
        return line.startsWith(BackendDiagnosis.PROBLEM);
    }

    /** The whole platform, if no device or PCM is named. */
    List<String> examine(List<String> names) {
        var lines = new LinkedHashSet<String>();
        lines.add(BackendDiagnosis.OK + "Java " + Runtime.version().feature());
        if (names.isEmpty()) {
            complain(lines);
            lines.add(
                    devices.isEmpty()
                            ? BackendDiagnosis.PROBLEM + "there is no device"
                            : BackendDiagnosis.OK + "devices: " + Devices.list(names()));
            askAll(null, lines);
        }
        for (var name : names) {
            examine(name, lines);
        }
        return List.copyOf(lines);
    }

    private void examine(String typed, Set<String> lines) {
        var found = devices.stream()
                .filter(device -> device.name().equals(AlsaDevices.name(typed)))
                .findFirst();
        if (found.isPresent()) {
            lines.add(BackendDiagnosis.OK + "device " + typed + " is there: "
                    + found.get().description() + ", streams on it: "
                    + found.get().streams());
        }
        // Its own backend alone could know more of a device that is there, and only ALSA's devices bear a backend's
        // name.
        if (found.isPresent() && !AlsaDevices.isOne(typed)) {
            return;
        }
        if (found.isEmpty()) {
            lines.add(BackendDiagnosis.NOTE + "no device is called \"" + typed + "\", there are "
                    + Devices.list(names()));
            complain(lines);
        }
        if (!askAll(AlsaDevices.pcm(typed), lines) && found.isEmpty()) {
            lines.add(BackendDiagnosis.PROBLEM + "no backend here knows \"" + typed + "\"");
        }
    }

    private void complain(Set<String> lines) {
        complaints.forEach(complaint -> lines.add(line(BackendDiagnosis.PROBLEM + complaint)));
    }

    /** False if nobody has anything to say. */
    private boolean askAll(String pcm, Set<String> lines) {
        var answers = new ArrayList<String>();
        for (var backend : backends) {
            for (var line : ask(backend, pcm)) {
                var said = line.indexOf(" ") + 1;
                answers.add(line.substring(0, said) + backend.backend() + ": " + line.substring(said));
            }
        }
        lines.addAll(answers);
        return !answers.isEmpty();
    }

    private List<String> names() {
        return devices.stream().map(DeviceSnapshot::name).toList();
    }
}
