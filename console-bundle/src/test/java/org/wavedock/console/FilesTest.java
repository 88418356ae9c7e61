// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the commands do to files, besides audio. */
class FilesTest {
    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_card_file_is_read_as_file_install_reads_it() throws Exception {
        var file = folder.resolve("org.wavedock.sim.card-sim0.cfg");
        Files.writeString(file, "# a card\nname = sim0\nservice.ranking = 20\ncapture.from=tone:440\n");
        Files.writeString(folder.resolve("other.txt"), "");
        Files.writeString(folder.resolve("org.wavedock.one.cfg"), "enabled = false");

        var cards = ConfigurationFile.readAll(List.of(folder));

        assertThat(cards).hasSize(2);
        assertThat(cards.get(0))
                .isEqualTo(new ConfigurationFile("org.wavedock.one", null, Map.of("enabled", "false")))
                .satisfies(one -> assertThat(one.isOfFactory()).isFalse());
        var card = cards.get(1);
        assertThat(card.pid()).isEqualTo("org.wavedock.sim.card");
        assertThat(card.name()).isEqualTo("sim0");
        assertThat(card.isSimulated()).isTrue();
        assertThat(card.properties())
                .isEqualTo(Map.of("name", "sim0", "service.ranking", 20, "capture.from", "tone:440"));
    }

    @Test
    void a_ranking_must_be_a_number() throws Exception {
        Files.writeString(folder.resolve("x-y.cfg"), "service.ranking=high");

        assertThatThrownBy(() -> ConfigurationFile.readAll(List.of(folder)))
                .hasMessageContaining("x-y.cfg: service.ranking is \"high\", expected a whole number");
    }

    @Test
    void a_file_of_a_later_folder_replaces_one_of_the_same_name() throws Exception {
        var other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(folder.resolve("x-a.cfg"), "name = a\nfrom = first");
        Files.writeString(folder.resolve("x-b.cfg"), "name = b");
        Files.writeString(other.resolve("x-a.cfg"), "name = a2");
        Files.writeString(other.resolve("x~c.cfg"), "name = c");

        assertThat(ConfigurationFile.readAll(List.of(folder, other)))
                .containsExactly(
                        new ConfigurationFile("x", "a", Map.of("name", "a2")),
                        new ConfigurationFile("x", "b", Map.of("name", "b")),
                        new ConfigurationFile("x", "c", Map.of("name", "c")));
    }

    @Test
    void what_is_wrong_with_configurations_is_said_in_a_line() throws Exception {
        refused(folder.resolve("none"), "cannot read the configurations in", "no such file or folder");
        refused(Files.writeString(folder.resolve("file"), ""), "cannot read the configurations in", "not a folder");
        refused("-x.cfg", "the file's name is \"-x.cfg\", expected PID.cfg or FACTORYPID-NAME.cfg");
        refused("x-.cfg", "the file's name is \"x-.cfg\"");
        refused("x.cfg", "x.cfg is not a properties file: Malformed");
        refused("y.cfg", "y.cfg is not a properties file: it is not in UTF-8");
    }

    private void refused(String file, String because) throws Exception {
        var other = Files.createDirectory(folder.resolve("of " + file));
        Files.write(
                other.resolve(file), file.equals("y.cfg") ? new byte[] {'a', '=', (byte) 0xff} : "a=\\u12".getBytes());
        refused(other, because);
    }

    private static void refused(Path folder, String... because) {
        assertThatThrownBy(() -> ConfigurationFile.readAll(List.of(folder)))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll(because);
    }

    private static ConfigurationFile card(String name) {
        return new ConfigurationFile(ConfigurationFile.SIMULATED_CARD, name, Map.of("name", name));
    }

    @Test
    void taps_of_an_earlier_run_are_removed() throws Exception {
        Files.writeString(folder.resolve("sim0.wav"), "old");
        Files.writeString(folder.resolve("sim1-12.wav"), "old");
        Files.writeString(folder.resolve("mine.wav"), "precious");
        Files.writeString(folder.resolve("sim0-x.wav"), "precious");

        var taps = TapFolder.prepare(folder.toString(), List.of(card("sim0"), card("sim1")), Path.of("in.wav"));

        assertThat(names()).containsExactly("mine.wav", "sim0-x.wav");
        assertThat(taps.files()).isEmpty();
        assertThat(taps.tapped(card("sim1")).properties())
                .containsEntry("render.to", "wav:" + folder.resolve("sim1.wav"))
                .containsEntry("render.append", "true");
    }

    @Test
    void a_tap_never_overwrites_what_is_played() throws Exception {
        var input = Files.writeString(folder.resolve("sim0.wav"), "music");

        assertThatThrownBy(() -> TapFolder.prepare(folder.toString(), List.of(card("sim0")), input))
                .hasMessageContaining("would overwrite the file to be played");
        assertThat(input).hasContent("music");
    }

    @Test
    void discarded_taps_leave_no_trace() throws Exception {
        var taps = TapFolder.prepare(folder.resolve("new").toString(), List.of(card("sim0")), Path.of("in.wav"));
        Files.writeString(folder.resolve("new/sim0.wav"), "half");
        assertThat(taps.files()).containsExactly(Map.entry("sim0", "sim0.wav"));

        taps.discard();

        assertThat(names()).isEmpty();
    }

    @Test
    void a_folder_for_taps_must_be_a_folder() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> TapFolder.prepare(file.toString(), List.of(), Path.of("in.wav")))
                .hasMessageStartingWith("cannot write taps to " + file + ": not a folder");
    }

    @Test
    void an_output_file_appears_whole() throws Exception {
        var file = OutputFile.prepare(folder.resolve("r.json").toString());
        assertThat(names()).isEmpty();

        Files.writeString(file.part(), "all");
        file.commit();

        assertThat(names()).containsExactly("r.json");
        assertThat(folder.resolve("r.json")).hasContent("all");
    }

    @Test
    void an_output_file_must_be_writable() {
        assertThatThrownBy(() -> OutputFile.prepare(folder.toString())).hasMessageEndingWith("it is a folder");
        assertThatThrownBy(() -> OutputFile.prepare(folder.resolve("no/r.json").toString()))
                .hasMessageEndingWith("no such folder: " + folder.resolve("no"));
        assertThatThrownBy(() -> OutputFile.prepare("/dev/null")).hasMessageContaining("not a regular file");
    }

    @Test
    void standard_input_is_passed_on() throws Exception {
        var data = Sounds.noise(300_000);
        try (var in = new InterruptibleInput(new ByteArrayInputStream(data), new Cancellation())) {
            assertThat(in.read()).isEqualTo(data[0] & 0xFF);
            assertThat(in.readAllBytes()).hasSize(data.length - 1).endsWith(data[data.length - 1]);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    @Timeout(10)
    void a_silent_standard_input_can_be_left() throws Exception {
        var cancellation = new Cancellation();
        try (var pipe = new PipedOutputStream();
                InputStream in = new InterruptibleInput(new PipedInputStream(pipe), cancellation)) {
            cancellation.request();

            assertThatThrownBy(in::read).isInstanceOf(InterruptedIOException.class);
        }
    }

    @Test
    void the_melody_is_the_same_everywhere() throws Exception {
        Melody.write(folder.resolve("melody.wav"));

        assertThat(Melody.frames()).isEqualTo(8 * 48_000);
        try (var input = AudioFiles.open(folder.resolve("melody.wav").toString())) {
            assertThat(input.frames()).hasValue(Melody.frames());
            assertThat(input.format()).isEqualTo(Melody.FORMAT);
        }
        var crc = new CRC32();
        crc.update(Files.readAllBytes(folder.resolve("melody.wav")));
        assertThat(crc.getValue()).isEqualTo(55_592_262L);
    }
}
