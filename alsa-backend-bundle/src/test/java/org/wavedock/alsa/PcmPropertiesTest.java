// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavedock.alsa.card.SoundCard;
import org.wavedock.alsa.pcm.DeviceSettings;

class PcmPropertiesTest {
    private static DeviceSettings settings(Map<String, Object> properties) {
        return PcmProperties.settings(PcmProperties.reader(properties));
    }

    @Test
    void aNameAloneIsEnough() {
        var settings = settings(Map.of("pcm", "hw:0,0"));
        assertThat(settings.name()).isEqualTo("alsa:hw:0,0");
        assertThat(settings.pcm()).isEqualTo("hw:0,0");
        assertThat(settings.definition()).isNull();
        assertThat(settings.periodMicros()).isEqualTo(10_000);
        assertThat(settings.layout()).isEqualTo(DeviceSettings.Layout.AUTO);
        assertThat(settings.device().fifoFrames()).isEqualTo(1024);
    }

    @Test
    void everythingCanBeSaid() {
        var settings = settings(Map.of(
                "pcm", "t",
                "name", "kitchen",
                "identity", "dac/7",
                "definition", "pcm.t { type null }",
                "fifo.frames", "0",
                "start.frames", 7,
                "period.micros", 1333L,
                "layout", "NonInterleaved"));
        assertThat(settings.name()).isEqualTo("kitchen");
        assertThat(settings.device().identity()).isEqualTo("dac/7");
        assertThat(settings.definition()).isEqualTo("pcm.t { type null }");
        assertThat(settings.device().fifoFrames()).isZero();
        assertThat(settings.device().startFrames()).isEqualTo(7);
        assertThat(settings.periodMicros()).isEqualTo(1333);
        assertThat(settings.layout()).isEqualTo(DeviceSettings.Layout.NONINTERLEAVED);
    }

    @Test
    void aPcmThatIsNoDeviceNameBecomesOne() {
        assertThat(settings(Map.of("pcm", "plug:SLAVE='hw:0' ")).name()).isEqualTo("alsa:plug:SLAVE=_hw:0_");
    }

    @ParameterizedTest
    @CsvSource({"hw:0-0, 0, 1", "plughw:CARD=USB, 0, 1", "default, 0, 0", "shwow, 0, 0", "hw:0, 4, 4", "t, 1, 1"})
    void aCardIsSharedUnlessItIsSaidToHaveMoreSubstreams(String pcm, int configured, int substreams) {
        var device = settings(Map.of("pcm", pcm, "substreams", configured)).device();

        assertThat(device.substreams()).isEqualTo(substreams);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pcm           | ''        | a PCM that libasound knows",
                "fifo.frames   | -1        | a whole number from 0 to 1000000",
                "fifo.frames   | many      | a whole number from 0 to 1000000",
                "start.frames  | 1000001   | a whole number from 0 to 1000000",
                "period.micros | 99        | a whole number from 100 to 500000",
                "period.micros | 1e4       | a whole number from 100 to 500000",
                "layout        | planar    | auto, interleaved or noninterleaved"
            })
    void whatIsWrongIsNamedWithItsValueAndWhatWasExpected(String property, String value, String expected) {
        var properties = new HashMap<String, Object>(Map.of("pcm", "t"));
        properties.put(property, value);
        assertThatThrownBy(() -> settings(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("property " + property + " of an ALSA device is \"" + value + "\", expected ")
                .hasMessageContaining(expected);
    }

    @Test
    void aNameThatNobodyCanTypeIsRefused() {
        assertThatThrownBy(() -> settings(Map.of("pcm", "t", "name", "the kitchen")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the kitchen");
    }

    @Test
    void discoverySaysWhatIsWrongToo() {
        var reader = PcmProperties.discoveryReader(Map.of("enabled", "perhaps", "period.micros", "0"));
        assertThatThrownBy(() -> reader.flag("enabled"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("property enabled of the discovery of ALSA cards is \"perhaps\", expected true or false");
        var card = new SoundCard(0, "PCH", "", "", 0, "ALC");
        assertThatThrownBy(() -> PcmProperties.settings(reader, card))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("period.micros");
    }

    @Test
    void aFoundCardHasItsOwnNameAndTheKernelsNumber() {
        var reader = PcmProperties.discoveryReader(Map.of());
        var settings =
                PcmProperties.settings(reader, new SoundCard(2, "Dac_1", "1-1.2", "0d8c:0014:7", 3, "USB Audio"));
        assertThat(settings.name()).isEqualTo("alsa:Dac:1-1.2,3");
        assertThat(settings.device().identity()).isEqualTo("usb:0d8c:0014:7,3");
        assertThat(settings.pcm()).isEqualTo("hw:2,3");
        assertThat(settings.device().description()).isEqualTo("USB Audio");
        assertThat(reader.flag("enabled")).isTrue();
    }
}
