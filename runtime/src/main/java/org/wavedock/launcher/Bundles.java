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

    Bundles(BundleContext context) {
        this.context = context;
    }

    /** Starts as many as can be started. */
    void startAll(List<Path> jars) {
        var installed = new ArrayList<Bundle>();
        for (var jar : jars) {
            try {
                installed.add(context.installBundle("reference:" + jar.toUri()));
            } catch (BundleException e) {
                failures.add(jar.getFileName() + " cannot be installed: " + oneLine(e));
            }
        }
        for (var bundle : installed) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                start(bundle);
            }
        }
    }

    private void start(Bundle bundle) {
        try {
            bundle.start();
        } catch (BundleException e) {
            failures.add(bundle.getSymbolicName() + " cannot be started: " + oneLine(e));
        }
    }

    boolean allStarted() {
        return failures.isEmpty();
    }

    /** One line for each bundle that does not run. */
    List<String> complaints() {
        return List.copyOf(failures);
    }

    private static String oneLine(BundleException e) {
        var cause = e.getCause();
        var message = cause == null ? e.getMessage() : e.getMessage() + " (" + cause + ")";
        return String.valueOf(message).replaceAll("\\s+", " ");
    }
}
