// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

@DisplayName("A converting pin that is taken from its pump")
class ConvertingPinTest {
    private static final WaveFormat STREAM = new WaveFormat(8_000, 1, Encoding.S16);
    private static final WaveFormat DEVICE = new WaveFormat(11_025, 1, Encoding.S16);
    private static final PinTerms TERMS = new PinTerms(40_000_000, 0, 0);

    private DevicePin device;
    private ConvertingPin pin;

    @BeforeEach
    void open() throws AudioException {
        var bridge = new RenderBridge(new FrameRing(4_000, STREAM.frameBytes()), STREAM, DEVICE, TERMS);
        var hand = new HandDevice(DEVICE, false, 8_192);
        device = new RenderPin(hand.opened(), DEVICE, bridge.stage(), TERMS);
        pin = new ConvertingPin(device, bridge);
        pin.prepare(() -> 0);
    }

    @Test
    @DisplayName("while that is at work on the device's account stays the pump's, all of it")
    void pumpAtWork() {
        device.books.open();
        assertThat(pin.seal()).isFalse();
        device.books.close();
        assertThatCode(pin::fill).doesNotThrowAnyException();
        assertThat(pin.seal()).isTrue();
        assertThatThrownBy(pin::fill).isInstanceOf(DeviceRemovedException.class);
        assertThat(pin.reclaim()).isFalse();
    }

    @Test
    @DisplayName("while a device is found out ends by the pump's hand")
    void pumpThatFails() {
        device.books.open();
        assertThat(pin.seal()).isFalse();
        // The device is not believed: the pump is thrown out with its books open.
        assertThat(pin.reclaim()).isTrue();
        assertThat(pin.seal()).isFalse();
    }
}
