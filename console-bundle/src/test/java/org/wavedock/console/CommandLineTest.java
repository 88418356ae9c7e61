// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong before a platform is needed. */
class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return WavedockCommand.commandLine(new Workplace(terminal, null, InputStream.nullInputStream()), "1.2.3")
                .execute(arguments);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--verbose | no command, expected one of devices, play, record, demo, soak, doctor (see ./wavedock --help)",
                "bake | Unmatched argument at index 0: 'bake' (see ./wavedock --help)",
                "play | Missing required parameter: 'FILE' (see ./wavedock play --help)",
                "play a b | Unmatched argument at index 2: 'b' (see ./wavedock play --help)",
                "play a --on | Missing required parameter for option '--on' (DEVICE) (see ./wavedock play --help)",
                "play a --loud | Unknown option: '--loud' (see ./wavedock play --help)",
                "play a --swap b@-1 | the time in --swap b@-1 is \"-1\", expected seconds, 0 or more, such as 1.5",
                "play a --swap b | --swap is \"b\", expected DEVICE@SECONDS, such as sim1@1.5",
                "play a --speed 2 | --speed is \"2\", expected realtime or max",
                "play a --config | Missing required parameter for option '--config' (DIR) (see ./wavedock play --help)",
                "record a | Missing required option: '--seconds=N' (see ./wavedock record --help)",
                "record a --seconds -1 | --seconds is \"-1\", expected seconds, 0 or more, such as 1.5",
                "record a --seconds 1 --rate x | Invalid value for option '--rate': 'x' is not an int (see ./wavedock record --help)",
                "record a --seconds 1 --rate 1 | sample rate is 1, expected 8000 to 384000",
                "record a --seconds 1 --channels 0 | channel count is 0, expected 1 to 32",
            })
    void says_in_one_line_how_it_was_misused(String arguments, String line) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(errors().lines().findFirst()).hasValue("wavedock: " + line);
        assertThat(errors().contains("\tat ")).isEqualTo(arguments.contains("--verbose"));
    }

    @Test
    void says_in_one_line_what_failed() {
        assertThat(run("play", "/no/such.wav")).isEqualTo(1);
        assertThat(errors()).isEqualTo(String.format("wavedock: no such file: /no/such.wav%n"));
    }

    @Test
    void shows_where_if_asked() {
        assertThat(run("play", "/no/such.wav", "--verbose")).isEqualTo(1);
        assertThat(errors()).startsWith("wavedock: no such file").contains("\tat org.wavedock.console.AudioFiles");
    }

    @Test
    void helps() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("devices", "play", "record", "demo", "doctor", "--config=DIR");
        assertThat(run("play", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--stop-backend=DEVICE@SECONDS", "--tap=DIR");
        assertThat(run("record", "--version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Wavedock 1.2.3");
        assertThat(errors()).isEmpty();
    }
}
