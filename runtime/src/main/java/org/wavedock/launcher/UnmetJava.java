// SPDX-License-Identifier: Apache-2.0
package org.wavedock.launcher;

import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** A bundle that was made for a newer Java than the one that runs. */
final class UnmetJava {
    private static final Pattern VERSION = Pattern.compile("\\(version>?=([\\d.]+)\\)");

    private UnmetJava() {}

    /** Why a bundle cannot be resolved, for people, if it is Java's version. */
    static Optional<String> of(Bundle bundle, Bundle framework) {
        var java = framework
                .adapt(BundleRevision.class)
                .getDeclaredCapabilities(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE);
        return bundle
                .adapt(BundleRevision.class)
                .getDeclaredRequirements(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)
                .stream()
                .filter(requirement -> java.stream().noneMatch(requirement::matches))
                .map(requirement -> say(bundle, requirement))
                .findFirst();
    }

    private static String say(Bundle bundle, BundleRequirement requirement) {
        var filter = String.valueOf(
                requirement.getDirectives().get(ExecutionEnvironmentNamespace.REQUIREMENT_FILTER_DIRECTIVE));
        var version = VERSION.matcher(filter);
        return bundle.getSymbolicName() + " (" + bundle.getHeaders().get(Constants.BUNDLE_NAME) + ") needs "
                + (version.find() ? "Java " + version.group(1) + " or newer" : filter) + ", this is Java "
                + Runtime.version().feature();
    }
}
