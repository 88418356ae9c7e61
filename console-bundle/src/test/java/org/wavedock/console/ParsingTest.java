// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.console.Order.Kind;
import org.wavedock.stream.Conversion;
import org.wavedock.stream.Policy;
import org.wavedock.stream.Policy.Absence;
import org.wavedock.stream.Policy.Selection;
import org.wavedock.stream.PortChoice;
import org.wavedock.stream.PortClass;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

class ParsingTest {
    private static void misused(ThrowingCallable call, String because) {
        assertThatThrownBy(call)
                .isInstanceOf(Failure.class)
                .hasMessageContaining(because)
                .satisfies(e -> assertThat(((Failure) e).exitCode()).isEqualTo(2));
    }

    @ParameterizedTest
    @CsvSource({
        "0,48000,0",
        "1,48000,48000",
        "2.5,44100,110250",
        "1e-3,44100,44",
        "0.00001,48000,0",
        "0.0000105,48000,1",
        "0.00001041666,48000,0",
        "0.0000104166667,48000,1",
        "1000000000,384000,384000000000000"
    })
    void a_time_is_a_frame_rounded(String seconds, int rate, long frame) throws Failure {
        assertThat(Seconds.parse("x", seconds).frame(rate)).isEqualTo(frame);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "-0.001", "abc", "", " 1", "NaN", "Infinity", "1,5", "1e999999999", "1000000001", "0x1"})
    void refuses_other_times(String seconds) {
        misused(() -> Seconds.parse("the time", seconds), "the time is \"" + seconds + "\", expected seconds");
    }

    @Test
    void formats_times() {
        assertThat(Seconds.format(0, 48_000)).isEqualTo("0:00.000");
        assertThat(Seconds.format(48_000L * 62 + 24_000, 48_000)).isEqualTo("1:02.500");
        assertThat(Seconds.format(44_100L * 3600, 44_100)).isEqualTo("60:00.000");
    }

    @Test
    void an_order_is_a_device_and_a_time() throws Failure {
        var order = Order.parse(Kind.SWAP, "sim:1,0@2.50");

        assertThat(order.device()).isEqualTo("sim:1,0");
        assertThat(order.frame(1000 * 8)).isEqualTo(20_000);
        assertThat(order).hasToString("--swap sim:1,0@2.50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sim1", "@1", ""})
    void refuses_other_orders(String text) {
        misused(() -> Order.parse(Kind.STOP, text), "--stop-backend is \"" + text + "\", expected DEVICE@SECONDS");
    }

    @Test
    void refuses_orders_with_a_bad_time() {
        misused(() -> Order.parse(Kind.SWAP, "sim1@-2"), "--swap sim1@-2 is \"-2\", expected seconds, 0 or more");
        misused(() -> Order.parse(Kind.SWAP, "sim1@"), "is \"\", expected seconds");
    }

    @Test
    void a_speed_is_one_of_two() throws Failure {
        assertThat(Speed.parse("realtime")).isEqualTo(Speed.REALTIME);
        assertThat(Speed.parse("max")).isEqualTo(Speed.MAX);
        misused(() -> Speed.parse("fast"), "--speed is \"fast\", expected realtime or max");
    }

    @Test
    void tables_have_columns() {
        var table = Table.of(List.of("name", "n"), List.of(List.of("a", 1), List.of("longer", 234)));

        assertThat(table).isEqualTo("name      n\na         1\nlonger  234");
        assertThat(Table.of(List.of("a", "b"), List.of())).isEqualTo("a  b");
    }

    @Test
    void progress_tells_elapsed_and_remaining_time() {
        assertThat(Progress.line(0, 100, Duration.ofSeconds(1))).isEqualTo("0:01 elapsed");
        assertThat(Progress.line(25, -1, Duration.ofSeconds(61))).isEqualTo("1:01 elapsed");
        assertThat(Progress.line(25, 100, Duration.ofSeconds(61))).isEqualTo("1:01 elapsed, 3:03 remaining, 25 %");
        assertThat(Progress.line(100, 100, Duration.ofSeconds(4))).isEqualTo("0:04 elapsed, 0:00 remaining, 100 %");
    }

    @Test
    void the_reason_of_a_failed_component_is_its_outermost_cause() {
        assertThat(ComponentFailures.reason("java.lang.reflect.InvocationTargetException\n\tat x\n"
                        + "Caused by: java.lang.IllegalArgumentException: name is \"?\", expected: a name\n"
                        + "Caused by: java.lang.Error: deeper"))
                .isEqualTo("name is \"?\", expected: a name");
        assertThat(ComponentFailures.reason("java.lang.IllegalStateException"))
                .isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void a_port_is_for_all_devices_or_for_one_whose_name_may_have_commas() throws Failure {
        assertThat(PortOption.parse(null)).isEqualTo(PortChoice.WAVE_CYCLIC);
        assertThat(PortOption.parse("pci")).isEqualTo(PortChoice.WAVE_PCI);
        assertThat(PortOption.parse("pci,sim1=cyclic,alsa:hw:0,0=cyclic,a=b=pci"))
                .isEqualTo(new PortChoice(
                        PortClass.WAVE_PCI,
                        Map.of(
                                "sim1", PortClass.WAVE_CYCLIC,
                                "alsa:hw:0,0", PortClass.WAVE_CYCLIC,
                                "a=b", PortClass.WAVE_PCI)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|''",
                "PCI|PCI",
                "sim1=pci|sim1=pci",
                "pci,|''",
                "pci,sim1|sim1",
                "pci,sim1,sim2|sim1,sim2",
                "pci,=cyclic|=cyclic",
                "pci,sim1=isa|isa",
                "pci,sim1=cyclic,sim1=pci|sim1=pci"
            })
    void refuses_other_ports(String text, String wrong) {
        misused(
                () -> PortOption.parse(text),
                "--port is \"" + text + "\", expected PORT[,DEVICE=PORT...] with cyclic or pci for PORT; wrong is \""
                        + wrong + "\"");
    }

    @Test
    void conversions_are_named() throws Failure {
        assertThat(ConvertOption.parse("none")).isEqualTo(Conversion.NONE);
        assertThat(ConvertOption.parse("any")).isEqualTo(Conversion.ANY);
        misused(() -> ConvertOption.parse("ANY"), "--convert is \"ANY\", expected none|encoding|any");
        misused(() -> ConvertOption.parse(""), "--convert is \"\", expected none|encoding|any");
    }

    @Test
    void a_way_knows_the_devices_that_it_names() throws Failure {
        var way = Way.parse("sim0", "pci,sim2=cyclic,alsa:plughw:0 0=cyclic", null, "encoding")
                .exclusive(true);
        assertThat(way.devices()).containsExactly("sim0", "alsa:plughw:0 0", "sim2");
        var request = way.of(StreamRequest.render("x", new WaveFormat(48_000, 2, Encoding.S16)));
        assertThat(request.ports().on("alsa:plughw:0_0")).isEqualTo(PortClass.WAVE_CYCLIC);
        assertThat(request.ports().on("sim0")).isEqualTo(PortClass.WAVE_PCI);
        assertThat(request.policy()).isEqualTo(Policy.FOLLOW);
        assertThat(request.conversion()).isEqualTo(Conversion.ENCODING);
        assertThat(new Way(null, PortChoice.WAVE_PCI, Policy.FOLLOW, Conversion.NONE, false).devices())
                .isEmpty();
    }

    @Test
    void understands_policies() throws Failure {
        assertThat(PolicyOption.parse(null)).isEqualTo(Policy.FOLLOW);
        assertThat(PolicyOption.parse("reluctant")).isEqualTo(Policy.FOLLOW_RELUCTANT);
        assertThat(PolicyOption.parse("pinned-wait")).isEqualTo(Policy.PINNED_WAIT);
        assertThat(PolicyOption.parse("pinned-fail")).isEqualTo(Policy.PINNED_FAIL);
        for (var selection : Selection.values()) {
            for (var absence : Absence.values()) {
                var policy = new Policy(selection, absence);
                assertThat(PolicyOption.parse(PolicyOption.name(policy))).isEqualTo(policy);
            }
        }
        for (var named : PolicyOption.FORM.split("[|]")) {
            assertThat(PolicyOption.name(PolicyOption.parse(named))).isEqualTo(named);
        }
        misused(() -> PolicyOption.parse("Follow"), "--policy is \"Follow\", expected one of follow, reluctant,");
        misused(() -> Way.parse(null, null, "pinned-fail", "any"), "--policy is \"pinned-fail\", expected the device");
        assertThat(Way.parse("sim0", null, "pinned-fail", "any")
                        .of(StreamRequest.capture("x", new WaveFormat(48_000, 2, Encoding.S16)))
                        .policy())
                .isEqualTo(Policy.PINNED_FAIL);
    }

    @Test
    void injections_are_lines_of_a_cards_faults() throws Failure {
        var sim = new ConfigurationFile(ConfigurationFile.SIMULATED_CARD, "a", Map.of("name", "sim:0"));
        var old = new ConfigurationFile(ConfigurationFile.SIMULATED_CARD, "b", Map.of("faults", "xrun@1"));
        var alsa = new ConfigurationFile("org.wavedock.alsa.device", "c", Map.of());
        var cards = List.of(sim, old, alsa);
        var with = Injection.into(cards, List.of("sim:0:unplug@48000", "b:file:x:y", "sim:0:replug@+1 as c:1"));
        assertThat(with.get(0).properties().get("faults")).isEqualTo("unplug@48000\nreplug@+1 as c:1");
        assertThat(with.get(1).properties().get("faults")).isEqualTo("xrun@1\nfile:x:y");
        assertThat(with.get(2)).isEqualTo(alsa);
        for (var wrong : List.of("c:xrun@1", "xrun@1", "sim", "")) {
            misused(
                    () -> Injection.into(cards, List.of(wrong)),
                    "--inject is \"" + wrong + "\", expected DEVICE:FAULT, such as sim0:unplug@48000, with one of the"
                            + " simulated cards sim:0, b");
        }
    }
}
