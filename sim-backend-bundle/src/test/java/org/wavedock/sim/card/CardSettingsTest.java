// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavedock.dma.BusAddressSpace.Paging;
import org.wavedock.wave.Encoding;

class CardSettingsTest {
    @Test
    void shouldHaveDefaults() {
        var settings = CardSettings.of(Map.of());
        assertThat(settings.device().name()).isEqualTo("sim");
        assertThat(settings.device().identity()).isEqualTo("sim");
        assertThat(settings.device().fifoFrames()).isZero();
        assertThat(settings.substreams()).isEqualTo(8);
        assertThat(settings.formats())
                .isEqualTo(new CardSettings.Formats(EnumSet.allOf(Encoding.class), 1, 32, 8000, 384_000));
        assertThat(settings.memory()).isEqualTo(new CardSettings.Memory(1, 4 << 20, 32, new Paging(4096, 1)));
        assertThat(settings.sharedClock()).isFalse();
        assertThat(settings.factor()).isEqualTo(1);
        assertThat(settings.render()).isEqualTo(new CardSettings.Render(CardSettings.RenderKind.NONE, null, false));
        assertThat(settings.capture()).isEqualTo(new CardSettings.Capture(CardSettings.CaptureKind.TONE, 440, null));
    }

    @Test
    void shouldTakeTypedValuesAndTexts() {
        var typed = CardSettings.of(Map.of(
                "substreams",
                3,
                "encodings",
                new String[] {"S16", "U8"},
                "speed",
                2.0,
                "rate.max",
                48_000L,
                "render.to",
                "wav:a b/c.wav",
                "render.append",
                true));
        var text = CardSettings.of(Map.of(
                "substreams", "3",
                "encodings", " U8, S16",
                "speed", "2",
                "rate.max", " 48000 ",
                "render.to", "wav:a b/c.wav",
                "render.append", "true"));
        assertThat(typed).isEqualTo(text);
        assertThat(typed.render().path()).isEqualTo(Path.of("a b/c.wav"));
        assertThat(CardSettings.of(Map.of("encodings", List.of("S32")))
                        .formats()
                        .encodings())
                .containsExactly(Encoding.S32);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | a b | letters",
                "identity | a b | a text without blanks",
                "substreams | 0 | a whole number from 1 to 256",
                "substreams | 4294967297 | a whole number from 1 to 256",
                "substreams | two | a whole number",
                "encodings | S16,MP3 | some of [U8, S16",
                "encodings | '' | some of",
                "channels.min | 0 | 1 to 32",
                "channels.max | 33 | 1 to 32",
                "rate.min | 7999 | 8000 to 384000",
                "rate.max | 384001 | 8000 to 384000",
                "buffer.max | 0 | 1 to",
                "buffer.min | 5000000 | 1 to 4194304",
                "speed | 0 | a number from 0.001",
                "speed | NaN | a number from 0.001",
                "speed | fast | a number from 0.001",
                "drift.ppm | 1e9 | a number from -100000",
                "fifo.frames | -1 | 0 to",
                "start.frames | -1 | 0 to",
                "address.bits | 8 | 16 to 48",
                "render.to | file:x | none, memory or wav:PATH",
                "render.to | wav: | a path of a file",
                "render.to | wav:/ | a path of a file",
                "render.append | yes | true or false",
                "shared.clock | 1 | true or false",
                "clock.rate | 7999 | 8000 to 384000",
                "faults | stall | a fault script, or file:PATH of one: line 1",
                "faults | file:missing.faults | missing.faults",
                "capture.from | noise | silence, tone:HZ",
                "capture.from | tone:x | tone:HZ",
                "capture.from | tone:0 | tone:HZ",
                "capture.from | loopback: | loopback:CARD",
                "capture.from | wav: | a path of a file"
            })
    void shouldNameWhatIsWrong(String property, String value, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CardSettings.of(Map.of(property, value)))
                .withMessageContaining("property " + property + " of a simulated card is \"" + value + "\"")
                .withMessageContaining(expected);
    }

    @Test
    void shouldRefuseTheSameNameTwice() {
        try (var rig = new Rig()) {
            rig.card("sim");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> rig.card("sim"))
                    .withMessageContaining("property name")
                    .withMessageContaining("no other card");
        }
    }
}
