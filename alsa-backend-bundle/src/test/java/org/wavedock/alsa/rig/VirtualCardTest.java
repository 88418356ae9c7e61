// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The card is what the tests of the backend believe in; so programs that are not ours look at it first. */
class VirtualCardTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private VirtualCard card;

    @BeforeEach
    void plugIn() {
        card = VirtualCard.in(folder, "card");
    }

    @AfterEach
    void free() {
        card.close();
    }

    @ParameterizedTest
    @EnumSource(Pattern.Format.class)
    void playsEveryFormatBitExact(Pattern.Format format) throws IOException {
        Tools.need(Tool.APLAY);
        byte[] played = Pattern.of(format, 3, 0, 9600);
        Path source = Files.write(folder.resolve("in.raw"), played);

        Command.Outcome aplay = alsa(
                        "aplay", "-q", "-M", "-D", "card", "-t", "raw", "-f", format, "-r", 96000, "-c", 3, source)
                .run(LIMIT);

        assertThat(aplay).isEqualTo(new Command.Outcome(0, ""));
        assertThat(Arrays.copyOf(card.rendered(), played.length)).isEqualTo(played);
        assertThat(card.count(Counter.RATE)).isEqualTo(96000);
        assertThat(card.count(Counter.OPENS)).isEqualTo(1).isEqualTo(card.count(Counter.CLOSES));
    }

    @ParameterizedTest
    @EnumSource(Pattern.Format.class)
    void capturesTheCounterBitExact(Pattern.Format format) throws IOException {
        Tools.need(Tool.ARECORD);
        Path out = folder.resolve("out.raw");

        Command.Outcome arecord = alsa(
                        "arecord", "-q", "-M", "-D", "card", "-t", "raw", "-f", format, "-r", 48000, "-c", 2)
                .with("-s", 9600, out)
                .run(LIMIT);

        assertThat(arecord).isEqualTo(new Command.Outcome(0, ""));
        assertThat(Files.readAllBytes(out)).isEqualTo(Pattern.of(format, 2, 0, 9600));
    }

    @Test
    void playsFromARingOfEachChannel() throws IOException {
        Tools.need(Tool.APLAY);
        card.with("access", "MMAP_NONINTERLEAVED");
        Path left = Files.write(folder.resolve("in.0"), Pattern.of(Pattern.Format.S16_LE, 1, 0, 9600));
        Path right = Files.write(folder.resolve("in.1"), Pattern.of(Pattern.Format.S16_LE, 1, 7, 9600));

        alsa("aplay", "-q", "-M", "-I", "-D", "card", "-t", "raw", "-f", "S16_LE", "-r", 48000, "-c", 2, left, right)
                .run(LIMIT);

        ByteBuffer heard = ByteBuffer.wrap(card.rendered());
        byte[] first = new byte[2 * 9600];
        byte[] second = new byte[2 * 9600];
        for (int i = 0; i < 9600; i++) {
            heard.get(4 * i, first, 2 * i, 2).get(4 * i + 2, second, 2 * i, 2);
        }
        assertThat(first).isEqualTo(Files.readAllBytes(left));
        assertThat(second).isEqualTo(Files.readAllBytes(right));
        assertThat(card.count(Counter.ACCESS)).isEqualTo(1); // MMAP_NONINTERLEAVED
    }

    @Test
    void capturesAFileAndThenSilence() throws IOException {
        Tools.need(Tool.ARECORD);
        Path out = folder.resolve("out.raw");
        card.with("infile", Files.write(folder.resolve("in.raw"), Pattern.stereo(0, 5000)));

        alsa("arecord", "-q", "-M", "-D", "card", "-t", "raw", "-f", "S16_LE", "-r", 48000, "-c", 2)
                .with("-s", 9600, out)
                .run(LIMIT);

        assertThat(Received.of(Files.readAllBytes(out), 5000).exactly(5000)).isTrue();
    }

    @Test
    void keepsTimeAndEndsADrain() throws IOException {
        Tools.need(Tool.APLAY);
        card.with("speed", 4000).with("fifo", 700).with("start", 256);
        Path source = Files.write(folder.resolve("in.raw"), Pattern.stereo(0, 48000));
        long before = System.nanoTime();

        alsa("aplay", "-q", "-M", "-D", "card", "-t", "raw", "-f", "cd", "-r", 48000, source)
                .run(LIMIT);

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
        assertThat(Received.of(card.rendered(), 48000).exactly(48000)).isTrue();
    }

    @Test
    void anUnderrunStopsItWhereTheApplicationIs() {
        // 300 ms late: the whole ring has been played, and not a frame more.
        String said = probe("1000", "300").run(LIMIT).output();

        assertThat(said).contains("state=XRUN poll=0 avail=Broken pipe", "prepare=0\nstart=0", "drop=0\nclose=0");
        assertThat(card.count(Counter.XRUNS)).isPositive(); // more on a busy machine
        Received heard = Received.of(card.rendered(), 1_000_000);
        assertThat(heard.patterns()).as("%s", heard).hasSize(1);
        assertThat(heard.patterns().get(0).length()).isEqualTo((int) card.count(Counter.WRITTEN));
        assertThat(card.count(Counter.MAX_AHEAD)).isEqualTo(4096);
    }

    @Test
    void aStopLosesTheFifo() {
        card.with("fifo", 100);

        probe("200").run(LIMIT);

        assertThat(card.count(Counter.DISCARDED)).isEqualTo(100);
        assertThat(card.count(Counter.WRITTEN)).isEqualTo(card.count(Counter.RENDERED) - 100);
    }

    @ParameterizedTest
    @CsvSource({
        "UNPLUGGED, state=DISCONNECTED poll=-19",
        "SUSPENDED, state=SUSPENDED poll=-86",
        "STALLED, state=RUNNING stands",
        "ONE_XRUN, state=XRUN",
        "NONSENSE, avail=absurd",
        "DEAD_SERVER, avail=Broken pipe"
    })
    void aFaultIsSeenByWhoeverPlays(Fault fault, String seen) {
        Path out = folder.resolve("probe.txt");
        Process probe = probe("10000").start(out);
        try {
            await().atMost(LIMIT).until(() -> card.count(Counter.RENDERED) > 1000);

            card.set(fault);

            await().atMost(LIMIT).untilAsserted(() -> assertThat(text(out)).contains(seen));
        } finally {
            Command.kill(probe);
        }
        assertThat(card.fault()).isEqualTo(fault == Fault.ONE_XRUN ? Fault.NONE : fault);
    }

    @Test
    void aDeadServerIsPreparedInVain() {
        Path out = folder.resolve("probe.txt");
        Process probe = probe("10000").start(out);
        try {
            await().atMost(LIMIT).until(() -> card.count(Counter.RENDERED) > 1000);
            card.set(Fault.DEAD_SERVER);

            await().atMost(LIMIT).until(() -> card.count(Counter.PREPARES) > 10);
        } finally {
            Command.kill(probe);
        }
    }

    @Test
    void unpluggedItDoesNotOpen() {
        card.set(Fault.UNPLUGGED);

        assertThat(probe("100").run(LIMIT).output()).contains("open=-19");
        assertThat(card.count(Counter.OPENS)).isZero().isEqualTo(card.count(Counter.CLOSES));
    }

    @Test
    void aPrepareCanFail() {
        card.set(Fault.NO_PREPARE);

        // hw_params of alsa-lib prepares as well.
        assertThat(probe("100").run(LIMIT).output()).contains("hw_params=-5");
    }

    @ParameterizedTest
    @EnumSource(names = {"HUNG", "OPEN_BLOCKS", "CLOSE_BLOCKS"})
    void aCallThatHangsGoesOnAfterTheRepair(Fault fault) {
        card.set(fault);
        Process probe = probe("100").start(folder.resolve("probe.txt"));
        try {
            await().atMost(LIMIT).until(() -> card.count(Counter.BLOCKED) == 1);
            assertThat(probe.isAlive()).isTrue();

            card.repair();

            assertThat(probe.onExit()
                            .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                            .join()
                            .exitValue())
                    .isZero();
        } finally {
            Command.kill(probe);
        }
        assertThat(card.count(Counter.BLOCKED)).isZero();
    }

    @Test
    void anExclusiveCardIsBusyOnlyWhileItIsOpen() {
        card.with("exclusive", true);
        Process first = probe("10000").start(folder.resolve("probe.txt"));
        try {
            await().atMost(LIMIT).until(() -> card.count(Counter.OPENS) == 1);

            assertThat(probe("100").run(LIMIT).output()).contains("open=-16");
        } finally {
            Command.kill(first);
        }
        assertThat(probe("100").run(LIMIT).code()).isZero();
    }

    private Command probe(String... arguments) {
        Command command = Command.of(CardPlugin.program("vprobe"), "card");
        for (String argument : arguments) {
            command.with(argument);
        }
        return command.alsa(folder.resolve("alsa.conf"), card.configuration());
    }

    private Command alsa(Object... words) {
        return Command.of(words).alsa(folder.resolve("alsa.conf"), card.configuration());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
