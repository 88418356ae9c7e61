// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** What the documents show is what the tests compile, and where they point there is something. */
public class DocumentationIT {
    private static final Pattern LISTING =
            Pattern.compile("<!-- listing: (\\S+) -->\n```java\n(.*?)\n```\n", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    private final Path root = Path.of(System.getProperty("wavedock.root"));

    private List<Path> documents() throws IOException {
        try (var top = Files.list(root);
                var docs = Files.list(root.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    @Test
    public void listingsAreTheSourcesThatTheTestsCompile() throws IOException {
        var listings = 0;
        for (var document : documents()) {
            var matcher = LISTING.matcher(Files.readString(document));
            while (matcher.find()) {
                listings++;
                var source = Files.readString(root.resolve(matcher.group(1))).strip();
                assertThat(matcher.group(2))
                        .as("%s in %s", matcher.group(1), document)
                        .isEqualTo(source);
            }
        }
        assertThat(listings).isPositive();
    }

    @Test
    public void linksLeadSomewhere() throws IOException {
        for (var document : documents()) {
            var matcher = LINK.matcher(Files.readString(document));
            while (matcher.find()) {
                assertThat(document.resolveSibling(matcher.group(1)))
                        .as("link in %s", document)
                        .exists();
            }
        }
    }
}
