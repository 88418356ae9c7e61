// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** Builds with a runtime that is wrong somewhere: production code has no hook for this, its source is changed and compiled here. */
final class Mutation {
    private Mutation() {}

    /** One place in a source, and what stands there instead. */
    record Change(String original, String mutated) {
        private String in(String source, String file) {
            assertThat(source.split(Pattern.quote(original), -1))
                    .as("\"%s\" stands once in %s; if it was reworded, reword it here", original, file)
                    .hasSize(2);
            return source.replace(original, mutated);
        }
    }

    /**
     * The program with one source of its runtime changed.
     *
     * @param folder an empty one
     * @param file the source, from the folder of the packages on
     */
    static Program build(Path folder, String file, List<Change> changes) throws IOException {
        var source = Files.readString(
                Program.sources().resolve("runtime/src/main/java").resolve(file));
        for (var change : changes) {
            source = change.in(source, file);
        }
        var changed = folder.resolve("src").resolve(file);
        Files.createDirectories(changed.getParent());
        Files.writeString(changed, source);
        var classes = Files.createDirectory(folder.resolve("classes"));
        compile(changed, classes);
        var assembly = Assembly.withOwnRuntime(Files.createDirectory(folder.resolve("assembly")), classes);
        return new Program(assembly, Files.createDirectory(folder.resolve("work")));
    }

    private static void compile(Path source, Path classes) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler)
                .as("the compiler of %s, which should be a JDK", Program.javaHome())
                .isNotNull();
        var classPath = Assembly.jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        var arguments = new String[] {
            "--release", "17", "-proc:none", "-nowarn", "-cp", classPath, "-d", classes.toString(), source.toString()
        };
        assertThat(compiler.run(null, null, null, arguments))
                .as("compiling %s", source)
                .isZero();
    }
}
