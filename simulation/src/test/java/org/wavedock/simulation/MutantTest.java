// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavedock.runtime.engine.Switchboard;
import org.wavedock.sim.card.Card;
import org.wavedock.wave.WaveFormat;

/** Production code has no hook for this: its source is changed and compiled here, and lives in a class loader of its own. */
@DisplayName("A runtime with a known fault")
class MutantTest {
    private static final Path SOURCES = Path.of("../runtime/src/main/java/org/wavedock/runtime");
    private static final List<URL> CLASSES = Stream.of(
                    Life.class, Hunt.class, Switchboard.class, Card.class, WaveFormat.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .distinct()
            .toList();

    @TempDir
    private Path folder;

    static List<Mutant> mutants() {
        return Mutant.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    @DisplayName("is found out")
    void isFoundOut(Mutant mutant) throws Exception {
        compile(changed(mutant));
        var urls = new ArrayList<URL>();
        urls.add(folder.toUri().toURL());
        urls.addAll(CLASSES);
        try (var loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            @SuppressWarnings("unchecked")
            var hunt = (LongFunction<String>)
                    loader.loadClass(Hunt.class.getName()).getConstructor().newInstance();
            var found = new ArrayList<String>();
            for (var seed = 1; seed <= mutant.within() && found.stream().noneMatch(mutant::isFoundBy); seed++) {
                var broken = hunt.apply(seed);
                if (broken != null) {
                    found.add(seed + ": " + broken);
                }
            }
            assertThat(found).as("what %d seeds found", mutant.within()).anyMatch(mutant::isFoundBy);
            System.out.println(mutant + ": found by " + found.get(found.size() - 1));
        }
    }

    @Test
    @DisplayName("is there for each invariant")
    void leavesNoInvariantUntested() {
        var tested = Mutant.all().stream()
                .map(Mutant::broken)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Invariant.class)));
        assertThat(tested).isEqualTo(EnumSet.allOf(Invariant.class));
        assertThat(Mutant.all()).hasSizeGreaterThanOrEqualTo(15);
    }

    @Test
    @DisplayName("is listed in docs/reliability.md, and what else is listed there is one")
    void isDocumented() throws IOException {
        try (var lines = Files.lines(Path.of("../docs/reliability.md"))) {
            var rows = lines.filter(line -> line.matches("\\| .* \\| `(engine|port)/.* \\d+ \\|"));
            assertThat(rows)
                    .containsExactlyElementsOf(
                            Mutant.all().stream().map(Mutant::row).toList());
        }
    }

    private Path changed(Mutant mutant) throws IOException {
        var source = Files.readString(SOURCES.resolve(mutant.file()));
        assertThat(source.split(Pattern.quote(mutant.original()), -1))
                .as("\"%s\" stands once in %s; if it was reworded, reword it here", mutant.original(), mutant.file())
                .hasSize(2);
        var file = folder.resolve(mutant.file());
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source.replace(mutant.original(), mutant.mutated()));
    }

    private void compile(Path source) {
        var path = CLASSES.stream().map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
        var arguments = Arrays.asList(
                "--release", "17", "-proc:none", "-nowarn", "-cp", path, "-d", folder.toString(), source.toString());
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("compiling %s", source)
                .isZero();
    }
}
