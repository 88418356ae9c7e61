// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("docs/alsa.md")
class DocumentTest {
    /** A row of a table whose first cell is a property and whose second is its default. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\|([^|]*)\\|");

    @ParameterizedTest
    @ValueSource(classes = {PcmConfig.class, DiscoveryConfig.class})
    @DisplayName("lists every property with its default")
    void listsEveryProperty(Class<?> config) throws IOException {
        var heading = config == PcmConfig.class ? "`org.wavedock.alsa.pcm`" : "`org.wavedock.alsa.discovery`";
        var text = Files.readString(Path.of("../docs/alsa.md"));
        var table = text.substring(text.indexOf(heading)).split("\n\n", 3)[1];
        var documented = new TreeMap<String, String>();
        var matcher = ROW.matcher(table);
        while (matcher.find()) {
            documented.put(matcher.group(1), matcher.group(2).replace("`", "").strip());
        }
        var actual = new TreeMap<String, String>();
        Arrays.stream(config.getDeclaredMethods())
                .forEach(method ->
                        actual.put(method.getName().replace('_', '.'), String.valueOf(method.getDefaultValue())));
        // The default name is made from the PCM's.
        documented.computeIfPresent("name", (name, words) -> "");
        assertThat(documented).isEqualTo(actual);
    }
}
