// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.util.List;
import java.util.function.Predicate;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** Why components did not come up, one line each. */
final class ComponentFailures {
    private static final String CAUSE = "Caused by: ";

    private ComponentFailures() {}

    static List<String> of(ServiceComponentRuntime components, Predicate<ComponentConfigurationDTO> which) {
        return components.getComponentDescriptionDTOs().stream()
                .flatMap(description -> components.getComponentConfigurationDTOs(description).stream())
                .filter(component -> component.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .filter(which)
                .map(component -> reason(String.valueOf(component.failure)))
                .toList();
    }

    /** The message of the outermost cause in a stack trace, or of the exception itself if it has none. */
    static String reason(String stackTrace) {
        var first = stackTrace
                .lines()
                .filter(line -> line.startsWith(CAUSE))
                .map(line -> line.substring(CAUSE.length()))
                .findFirst()
                .or(() -> stackTrace.lines().findFirst())
                .orElse(stackTrace);
        var colon = first.indexOf(": ");
        return colon < 0 ? first : first.substring(colon + 2);
    }
}
