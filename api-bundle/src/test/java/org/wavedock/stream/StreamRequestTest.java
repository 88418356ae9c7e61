// SPDX-License-Identifier: Apache-2.0
package org.wavedock.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

class StreamRequestTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);

    private final StreamRequest request = StreamRequest.render("song", FORMAT);

    @Test
    @DisplayName("A69 the lead is 40 ms unless asked otherwise")
    void aRequestStartsWithTheDefaults() {
        assertThat(request)
                .isEqualTo(new StreamRequest(
                        "song",
                        Direction.RENDER,
                        FORMAT,
                        null,
                        Duration.ofMillis(40),
                        Duration.ofMillis(500),
                        PortChoice.WAVE_CYCLIC,
                        Policy.FOLLOW,
                        Conversion.ANY,
                        false));
        assertThat(StreamRequest.capture("tape", FORMAT).direction()).isEqualTo(Direction.CAPTURE);
    }

    @Test
    void variationsChangeOneThingOnly() {
        var varied = request.on("sim0")
                .buffered(Duration.ofMillis(10), Duration.ofMillis(100))
                .through(PortChoice.WAVE_PCI)
                .with(Policy.DISCARD)
                .converting(Conversion.ENCODING)
                .exclusively();

        assertThat(varied)
                .isEqualTo(new StreamRequest(
                        "song",
                        Direction.RENDER,
                        FORMAT,
                        "sim0",
                        Duration.ofMillis(10),
                        Duration.ofMillis(100),
                        PortChoice.WAVE_PCI,
                        Policy.DISCARD,
                        Conversion.ENCODING,
                        true));
        assertThat(varied.on(null).exclusive()).isTrue();
        assertThat(varied.on(null).device()).isNull();
        assertThat(request.device()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"PT0.001S, PT0.004S", "PT0.04S, PT0.16S", "PT10S, PT40S", "PT10S, PT60S"})
    void theLimitsThemselvesAreTaken(Duration lead, Duration history) {
        assertThat(request.buffered(lead, history).lead()).isEqualTo(lead);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.0009S, PT1S, lead",
        "PT0S, PT1S, lead",
        "-PT1S, PT1S, lead",
        "PT10.001S, PT60S, lead",
        ", PT1S, lead",
        "PT0.04S, PT0.159S, history",
        "PT0.04S, PT60.001S, history",
        "PT0.04S, , history"
    })
    void timesOutOfRangeAreRefusedByName(Duration lead, Duration history, String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request.buffered(lead, history))
                .withMessageContaining(name);
    }

    @Test
    void nameDirectionAndFormatAreNeeded() {
        var time = Duration.ofMillis(40);

        assertThatNullPointerException().isThrownBy(() -> StreamRequest.render(null, FORMAT));
        assertThatNullPointerException().isThrownBy(() -> StreamRequest.render("song", null));
        assertThatNullPointerException()
                .isThrownBy(() -> new StreamRequest(
                        "song",
                        null,
                        FORMAT,
                        null,
                        time,
                        time.multipliedBy(4),
                        PortChoice.WAVE_PCI,
                        Policy.FOLLOW,
                        Conversion.ANY,
                        false));
        assertThatNullPointerException().isThrownBy(() -> request.through(null));
        assertThatNullPointerException().isThrownBy(() -> request.with(null));
        assertThatNullPointerException().isThrownBy(() -> request.converting(null));
    }

    @Test
    void aPinnedStreamNamesItsDevice() {
        assertThat(request.on("sim0").with(Policy.PINNED_WAIT).policy()).isEqualTo(Policy.PINNED_WAIT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request.with(Policy.PINNED_FAIL))
                .withMessageContaining("names no device");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request.on("sim0").with(Policy.PINNED_WAIT).on(null));
    }

    @Test
    void exceptionsAreForOneDevice() {
        var choice = new PortChoice(PortClass.WAVE_PCI, Map.of("sim1", PortClass.WAVE_CYCLIC));

        assertThat(choice.on("sim0")).isEqualTo(PortClass.WAVE_PCI);
        assertThat(choice.on("sim1")).isEqualTo(PortClass.WAVE_CYCLIC);
    }
}
