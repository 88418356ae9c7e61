// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A fault script")
class FaultScriptTest {
    private static Fault any(Random random) {
        var effect = anyEffect(random);
        var duration = effect.isInstant() || random.nextBoolean() ? Optional.<Span>empty() : Optional.of(span(random));
        return new Fault(span(random), random.nextBoolean(), effect, duration);
    }

    private static Span span(Random random) {
        var units = Span.Unit.values();
        return new Span(random.nextInt(1 << random.nextInt(1, 31)), units[random.nextInt(units.length)]);
    }

    private static Optional<String> name(Random random, String name) {
        return random.nextBoolean() ? Optional.of(name) : Optional.empty();
    }

    private static Effect anyEffect(Random random) {
        var methods = DeviceMethod.values();
        var method = methods[random.nextInt(methods.length)];
        var thrown = Effect.Thrown.values()[random.nextInt(Effect.Thrown.values().length)];
        var number = random.nextInt(1, Integer.MAX_VALUE);
        return List.of(
                        new Effect.Unplug(),
                        new Effect.Replug(name(random, "usb:1,2"), name(random, "serial/4711=x")),
                        new Effect.Stall(),
                        new Effect.Xrun(),
                        new Effect.Burst(number),
                        new Effect.Drift(random.nextGaussian() * Math.pow(10, random.nextInt(-3, 5))),
                        new Effect.Jump(number),
                        new Effect.Offset(random.nextInt()),
                        new Effect.Nonsense(),
                        new Effect.Allocation(number - 1),
                        new Effect.Format(),
                        new Effect.Slow(method, span(random)),
                        new Effect.Hang(method),
                        new Effect.Throw(method, thrown),
                        new Effect.Corrupt(),
                        new Effect.Storm())
                .get(random.nextInt(16));
    }

    @Test
    @DisplayName("that was printed and read is the same, whatever is in it")
    void roundTrip() {
        var random = new Random(5);
        Set<Class<?>> seen = new HashSet<>();
        for (var i = 0; i < 2_000; i++) {
            var faults = new ArrayList<Fault>();
            for (var left = random.nextInt(5); left > 0; left--) {
                faults.add(any(random));
                seen.add(faults.get(faults.size() - 1).effect().getClass());
            }
            var script = new FaultScript(faults);
            assertThat(FaultScript.parse(script.toString())).isEqualTo(script);
        }
        assertThat(seen).containsExactlyInAnyOrder(Effect.class.getPermittedSubclasses());
    }

    @Test
    @DisplayName("is lines or pieces, with comments and blanks wherever they like")
    void text() {
        var script = FaultScript.parse("""
                # a bad day
                unplug@48000   # pulled
                  replug@2s as other identity 4711;stall@+10 for 100ms;;

                throw@0 in getPosition removed for 1
                position@5 -480""");
        assertThat(script)
                .isEqualTo(FaultScript.of(
                        Fault.at(48_000, new Effect.Unplug()),
                        new Fault(
                                new Span(2, Span.Unit.S),
                                false,
                                new Effect.Replug(Optional.of("other"), Optional.of("4711")),
                                Optional.empty()),
                        new Fault(
                                Span.ofFrames(10), true, new Effect.Stall(), Optional.of(new Span(100, Span.Unit.MS))),
                        Fault.at(0, new Effect.Throw(DeviceMethod.GET_POSITION, Effect.Thrown.REMOVED))
                                .lasting(1),
                        Fault.at(5, new Effect.Offset(-480))));
        assertThat(script).hasToString("""
                unplug@48000
                replug@2s as other identity 4711
                stall@+10 for 100ms
                throw@0 in getPosition removed for 1
                position@5 -480
                """);
        assertThat(FaultScript.parse("")).isEqualTo(FaultScript.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unplug | \"unplug\" | WHAT@FRAME or WHAT@+FRAMES",
                "melt@0 | \"melt\" | unplug, replug, stall",
                "stall@ | \"\" | frames like 4800, or a time like 100ms or 2s",
                "stall@-1 | \"-1\" | frames like 4800",
                "stall@2h | \"2h\" | frames like 4800",
                "stall@9999999999999 | 9999999999999 | 0 to 1000000000000",
                "stall@0 for | \"stall@0 for\" ends too early | a duration",
                "stall@0 for ever | \"ever\" | frames like 4800",
                "stall@0 long | \"long\" at the end | nothing more",
                "unplug@0 for 1 for 2 | \"for\" at the end | nothing more",
                "xrun@0 for 10 | xrun for 10 | no duration",
                "replug@0 as | ends too early | a name",
                "burst@0 | \"\" in \"burst@0\" | \"of\" and frames",
                "burst@0 of 0 | burst of 0 | 1 or more",
                "burst@0 of x | \"x\" | a whole number of frames",
                "jump@0 by -1 | jump by -1 | 1 or more",
                "drift@0 | ends too early | a drift like 500ppm",
                "drift@0 500 | \"500\" | a drift like 500ppm",
                "drift@0 xppm | \"xppm\" | a drift like 500ppm",
                "drift@0 NaNppm | NaN | more than -1000000",
                "drift@0 -1e6ppm | -1000000.0 | more than -1000000",
                "position@0 480 | \"480\" | frames like +480 or -480",
                "position@0 +x | \"+x\" | frames like +480 or -480",
                "allocation@0 of -1 | -1 bytes | 0 or more",
                "hang@0 | \"\" in \"hang@0\" | \"in\" and a method",
                "hang@0 in sleep | \"sleep\" | description, checkFormat, newStream",
                "slow@0 in start | \"\" in \"slow@0 in start\" | \"by\" and a time"
            })
    @DisplayName("that is wrong says where, what is there and what was expected")
    void errors(String text, String found, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultScript.parse("unplug@1\n\n" + text))
                .withMessageStartingWith("line 3 of a fault script: ")
                .withMessageContaining(found)
                .withMessageContaining("expected ")
                .withMessageContaining(expected);
    }

    @Test
    @DisplayName("comes from a file, and names it if it is wrong")
    void file(@TempDir Path directory) throws IOException {
        var good = Files.writeString(directory.resolve("good.faults"), "xrun@1 # über\n");
        assertThat(FaultScript.read(good)).isEqualTo(FaultScript.of(Fault.at(1, new Effect.Xrun())));
        var bad = Files.writeString(directory.resolve("bad.faults"), "xrun");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultScript.read(bad))
                .withMessageContaining(bad + ": line 1 of a fault script: \"xrun\"");
        Assertions.assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> FaultScript.read(directory.resolve("none")));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("knows each method by its name")
    void methods(DeviceMethod method) {
        assertThat(DeviceMethod.of(method.toString())).isEqualTo(method);
        assertThat(method.general()).isNotEqualTo(Optional.of(method));
    }

    @Test
    @DisplayName("knows how long frames and times are")
    void spans() {
        assertThat(new Span(1_001, Span.Unit.MS).frames(44_100)).isEqualTo(44_144);
        assertThat(new Span(3, Span.Unit.S).frames(8_000)).isEqualTo(24_000);
        assertThat(Span.ofFrames(7).frames(8_000)).isEqualTo(7);
    }
}
