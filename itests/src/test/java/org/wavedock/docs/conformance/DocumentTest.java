// SPDX-License-Identifier: Apache-2.0
package org.wavedock.docs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DocumentTest {
    @Rule
    public TemporaryFolder temporary = new TemporaryFolder();

    private Document document;

    @Before
    public void setUp() {
        document = new Document(temporary.getRoot().toPath().resolve("conformance.md"));
    }

    @Test
    public void aMissingOrStaleDocumentIsAProblem() throws IOException {
        assertThat(document.problems("new")).hasSize(1);
        Files.writeString(document.file(), "old");
        assertThat(document.problems("new"))
                .containsExactly("conformance.md is not up to date: mvn verify -Dconformance.write rewrites it");
        assertThat(document.problems("old")).isEmpty();
    }

    @Test
    public void whatIsWrittenIsUpToDate() throws IOException {
        assertThat(document.write("new", true)).isEmpty();
        assertThat(document.problems("new")).isEmpty();
    }

    @Test
    public void halfAnOutcomeIsNotWritten() throws IOException {
        assertThat(document.write("new", false)).hasSize(1);
        assertThat(document.file()).doesNotExist();
    }
}
