// SPDX-License-Identifier: Apache-2.0
package org.wavedock.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** Installs and starts bundles, and knows what went wrong. */
final class Bundles {
    private final BundleContext context;
    private final List<String> failures = new ArrayList<>();
    private final List<String> absences = new ArrayList<>();

    Bundles(BundleContext context) {
        this.context = context;
    }

    /**
     * Starts as many as can be started.
     *
     * @param jars what the platform consists of
     * @param extras what runs where it can; nothing depends on it
     */
    void startAll(List<Path> jars, List<Path> extras) {
        var platform = install(jars, failures);
        // First of all: a shell whose input ends at once takes the framework down before all bundles run.
        for (var bundle : install(extras, absences)) {
            var unmet = UnmetJava.of(bundle, context.getBundle());
            if (unmet.isPresent()) {
                absences.add(unmet.get());
            } else {
                start(bundle, absences);
            }
        }
        for (var bundle : platform) {
            start(bundle, failures);
        }
    }

    private List<Bundle> install(List<Path> jars, List<String> complaints) {
        var installed = new ArrayList<Bundle>();
        for (var jar : jars) {
            try {
                installed.add(context.installBundle("reference:" + jar.toUri()));
            } catch (BundleException e) {
                complaints.add(jar.getFileName() + " cannot be installed: " + oneLine(e));
            }
        }
        return installed;
    }

    private static void start(Bundle bundle, List<String> complaints) {
        if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null) {
            return;
        }
        try {
            bundle.start();
        } catch (BundleException e) {
            complaints.add(bundle.getSymbolicName() + " cannot be started: " + oneLine(e));
        }
    }

    boolean allStarted() {
        return failures.isEmpty();
    }

    /** One line for each bundle that does not run, but for the extras. */
    List<String> complaints() {
        return List.copyOf(failures);
    }

    /** One line for each extra that does not run. */
    List<String> absences() {
        return List.copyOf(absences);
    }

    private static String oneLine(BundleException e) {
        var cause = e.getCause();
        var message = cause == null ? e.getMessage() : e.getMessage() + " (" + cause + ")";
        return String.valueOf(message).replaceAll("\\s+", " ");
    }
}
