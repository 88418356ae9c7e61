// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.util.List;
import java.util.Map;

/** What the launcher could not start but goes on without. */
final class Absences {
    private Absences() {}

    /** One line each, from the properties of the launcher's service; none if another launcher runs this. */
    static List<String> of(Map<String, Object> launcher) {
        return launcher.get("launcher.absences") instanceof String[] lines ? List.of(lines) : List.of();
    }
}
