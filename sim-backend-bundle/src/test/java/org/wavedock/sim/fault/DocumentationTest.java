// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The documentation of faults")
class DocumentationTest {
    private static final Path FILE = Path.of("../docs/simulated-cards.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+@[^`]*)` \\| (.*) \\|$");
    private static final Pattern SCRIPT = Pattern.compile("(?ms)^```\\n(# one fault.*?)^```$");

    private static List<Fault> rows(String text) {
        return ROW.matcher(text).results().map(row -> Fault.parse(row.group(1))).toList();
    }

    @Test
    @DisplayName("has a row for each, with an example that is one, and says which cannot last")
    void table() throws IOException {
        var text = Files.readString(FILE);
        assertThat(rows(text))
                .extracting(fault -> fault.effect().getClass().getName())
                .containsExactlyElementsOf(Arrays.stream(Effect.class.getPermittedSubclasses())
                        .map(Class::getName)
                        .toList());
        ROW.matcher(text)
                .results()
                .forEach(row -> assertThat(row.group(2).contains("cannot last"))
                        .as(row.group())
                        .isEqualTo(Fault.parse(row.group(1)).effect().isInstant()));
    }

    @Test
    @DisplayName("has a script that is one, and says which method covers which")
    void script() throws IOException {
        var text = Files.readString(FILE);
        var script = SCRIPT.matcher(text);
        assertThat(script.find()).isTrue();
        assertThat(FaultScript.parse(script.group(1)).faults()).hasSize(3);
        for (var method : DeviceMethod.values()) {
            method.general()
                    .ifPresent(general ->
                            assertThat(text).contains("`" + method + "`").contains("`" + general + "` covers"));
        }
    }
}
