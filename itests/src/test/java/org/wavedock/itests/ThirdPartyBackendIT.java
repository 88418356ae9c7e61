// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.AudioException;

/**
 * A backend that somebody else has written, from the API alone: {@code org.wavedock.example}. It knows where it is in its ring
 * and nothing more, so the port has to work out by the clock how often it went round.
 */
public class ThirdPartyBackendIT extends Platform {
    private static final String PACKAGE = "org.wavedock.example";
    private static final int FEW_LINES = 160;

    private final Music music = new Music(8);
    private Bundle example;
    private Supplier<?> records;

    @Override
    protected Option[] more() {
        return new Option[] {
            systemProperty("b.example").value(SmallBundle.of("example-backend", PACKAGE, Map.of())),
            systemProperty("wavedock.root").value(System.getProperty("wavedock.root"))
        };
    }

    @Before
    public void install() throws Exception {
        example = context().installBundle("file:" + System.getProperty("b.example"));
        example.start();
        awaitDevice("example");
        records = service(Supplier.class);
    }

    @After
    public void uninstall() throws Exception {
        if (example.getState() != Bundle.UNINSTALLED) {
            example.uninstall();
        }
    }

    @Test
    public void itIsWrittenInFewLinesAgainstTwoPackagesOfTheApi() throws Exception {
        var sources = Path.of(System.getProperty("wavedock.root"), "itests/src/test/java/org/wavedock/example");
        try (var files = Files.list(sources)) {
            assertThat(files.flatMap(ThirdPartyBackendIT::lines)).hasSizeLessThan(FEW_LINES);
        }
        var imports = example.getHeaders().get("Import-Package").split(",(?=[a-z])");
        assertThat(Arrays.stream(imports).map(clause -> clause.replaceAll(";.*", "")))
                .filteredOn(name -> !name.startsWith("java."))
                .containsExactlyInAnyOrder("org.wavedock.dma", "org.wavedock.wave");
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    public void itPlaysEveryFrameOnce() throws Exception {
        var stream = running();
        music.play(stream, 20 * Music.BEAT);
        stream.drain(LONG);
        stream.close();
        var evidence = evidence();
        evidence.add("example", record());
        accept(evidence, stream);
        assertThat(stream.snapshot().segments()).hasSize(1);
    }

    @Test
    public void itTakesPartInSwaps() throws Exception {
        card("sim0", 1);
        var stream = running();
        stream.swapTo("example", LONG);
        music.play(stream, 10 * Music.BEAT);
        stream.swapTo("sim0", LONG);
        var firstStay = record();
        music.play(stream, 10 * Music.BEAT);
        stream.swapTo("example", LONG);
        music.play(stream, 10 * Music.BEAT);
        stream.drain(LONG);
        stream.close();
        var evidence = evidence();
        evidence.add("example", firstStay);
        evidence.add("example", record());
        accept(evidence, stream);
        assertThat(stream.swaps()).extracting(SwapReport::to).containsExactly("example", "sim0", "example");
        assertThat(stream.swaps()).extracting(SwapReport::gapFrames).containsOnly(0L);
    }

    @Test
    public void itStopsAndComesBackUnderAStream() throws Exception {
        card("sim0", -1);
        var stream = running();
        example.stop();
        var firstStay = record();
        music.play(stream, 5 * Music.BEAT);
        example.start();
        records = service(Supplier.class);
        music.play(stream, 10 * Music.BEAT);
        stream.drain(LONG);
        stream.close();
        var evidence = evidence();
        evidence.add("example", firstStay);
        evidence.add("example", record());
        accept(evidence, stream);
        assertThat(stream.swaps())
                .extracting(SwapReport::to, SwapReport::reason)
                .containsExactly(tuple("sim0", SwapReason.BACKEND_LEFT), tuple("example", SwapReason.BETTER_DEVICE));
    }

    @Test
    public void itIsUninstalledUnderAStreamThatWaitsForAnotherDevice() throws Exception {
        var stream = running();
        example.uninstall();
        assertThat(streams().devices()).isEmpty();
        card("sim0", 0);
        music.play(stream, 5 * Music.BEAT);
        stream.drain(LONG);
        stream.close();
        var evidence = evidence();
        evidence.add("example", record());
        accept(evidence, stream);
    }

    @Test
    public void itGoesOnWhereAPausedStreamStands() throws Exception {
        var stream = running();
        stream.pause();
        // Time passes only in a wait; this one is in vain, as a stream that stands never ends.
        assertThatThrownBy(() -> stream.drain(Duration.ofSeconds(1))).isInstanceOf(AudioException.class);
        var untilThePause = record();
        stream.start();
        music.play(stream, 5 * Music.BEAT);
        stream.drain(LONG);
        stream.close();
        var whole = new ByteArrayOutputStream();
        whole.write(untilThePause);
        whole.write(record());
        var evidence = evidence();
        evidence.add("example", whole.toByteArray());
        accept(evidence, stream);
    }

    private AudioStream running() throws Exception {
        var stream = open();
        stream.start();
        music.play(stream, 10 * Music.BEAT);
        return stream;
    }

    private byte[] record() {
        return (byte[]) records.get();
    }

    private void accept(Evidence evidence, AudioStream stream) {
        evidence.accept(stream, music);
        evidence.requireSilenceElsewhere();
    }
}
