// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.wavedock.dma.BackendDiagnosis;
import org.wavedock.stream.DeviceSnapshot;

class DoctorTest {
    private static final String JAVA = "ok: Java " + Runtime.version().feature();

    private final List<String> asked = new ArrayList<>();

    private BackendDiagnosis backend(String name, String... lines) {
        return new BackendDiagnosis() {
            @Override
            public String backend() {
                return name;
            }

            @Override
            public List<String> diagnose(String pcm) {
                asked.add(name + " about " + pcm);
                return List.of(lines);
            }
        };
    }

    private static DeviceSnapshot device(String name) {
        return new DeviceSnapshot(name, name, "A card", 20, 1, 64, OptionalDouble.empty(), "some-bundle", 42);
    }

    @Test
    void without_a_name_it_examines_everything() {
        var doctor = new Doctor(
                List.of("this and\nthat is broken"),
                List.of(device("sim0"), device("alsa:null")),
                List.of(
                        backend("alsa", "ok: libasound 1.2.8", "problem: no /dev/snd: there is no driver"),
                        backend("x")));

        assertThat(doctor.examine(List.of()))
                .containsExactly(
                        JAVA,
                        "problem: this and that is broken",
                        "ok: devices: sim0, alsa:null",
                        "ok: alsa: libasound 1.2.8",
                        "problem: alsa: no /dev/snd: there is no driver");
        assertThat(asked).containsExactly("alsa about null", "x about null");
    }

    @Test
    void it_is_a_problem_if_there_is_no_device_at_all() {
        assertThat(new Doctor(List.of(), List.of(), List.of()).examine(List.of()))
                .containsExactly(JAVA, "problem: there is no device");
    }

    @Test
    void a_device_that_is_there_is_well_whatever_else_is_broken() {
        var doctor = new Doctor(List.of("broken"), List.of(device("sim0")), List.of(backend("alsa", "problem: ill")));

        assertThat(doctor.examine(List.of("sim0")))
                .containsExactly(JAVA, "ok: device sim0 is there: A card, streams on it: 1");
        assertThat(asked).isEmpty();
    }

    @Test
    void backends_are_asked_in_their_own_terms() {
        var doctor = new Doctor(
                List.of("too old"), List.of(device("alsa:null")), List.of(backend("alsa", "note: for root only")));

        assertThat(doctor.examine(List.of("alsa:null", "hw:7")))
                .containsExactly(
                        JAVA,
                        "ok: device alsa:null is there: A card, streams on it: 1",
                        "note: alsa: for root only",
                        "note: no device is called \"hw:7\", there are alsa:null",
                        "problem: too old");
        assertThat(asked).containsExactly("alsa about null", "alsa about hw:7");
    }

    @Test
    void it_is_a_problem_if_nobody_knows_a_name() {
        assertThat(new Doctor(List.of(), List.of(), List.of(backend("alsa"))).examine(List.of("sim9")))
                .containsExactly(
                        JAVA,
                        "note: no device is called \"sim9\", there are none",
                        "problem: no backend here knows \"sim9\"");
    }

    @Test
    void a_backend_that_breaks_its_contract_breaks_nothing_else() {
        BackendDiagnosis broken = new BackendDiagnosis() {
            @Override
            public String backend() {
                return "broken";
            }

            @Override
            public List<String> diagnose(String pcm) {
                throw new IllegalStateException("oh");
            }
        };

        assertThat(Doctor.ask(broken, null))
                .containsExactly("problem: the diagnosis failed: java.lang.IllegalStateException: oh")
                .allMatch(Doctor::isProblem);
        assertThat(Doctor.ask(backend("x", "all is\nwell"), null))
                .containsExactly("note: all is well")
                .noneMatch(Doctor::isProblem);
    }

    @Test
    void a_pcm_makes_a_name_that_a_device_can_bear() {
        assertThat(AlsaDevices.name("alsa:hw:CARD=PCH,DEV=0")).isEqualTo("alsa:hw:CARD=PCH,DEV=0");
        assertThat(AlsaDevices.name("alsa:plug:'my card'")).isEqualTo("alsa:plug:_my_card_");
        assertThat(AlsaDevices.name("not 'alsa'")).isEqualTo("not 'alsa'");
        assertThat(AlsaDevices.name(null)).isNull();
        assertThat(AlsaDevices.pcm("alsa:plug:'my card'")).isEqualTo("plug:'my card'");
        assertThat(AlsaDevices.pcm("hw:0")).isEqualTo("hw:0");
    }

    @Test
    void only_the_launcher_of_this_program_says_what_is_absent() {
        assertThat(Absences.of(Map.of("launcher.absences", new String[] {"a", "b"})))
                .containsExactly("a", "b");
        assertThat(Absences.of(Map.of())).isEmpty();
    }
}
