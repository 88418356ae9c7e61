// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Random;
import org.wavedock.alsa.lib.AlsaException;
import org.wavedock.alsa.lib.Libasound;
import org.wavedock.alsa.lib.Pcm;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.Direction;

/** PCMs that need no hardware, as devices. */
final class Pcms {
    static final String NULL = "pcm.t { type null }";

    static {
        Libasound.silence();
    }

    private Pcms() {}

    static DeviceSettings settings(String definition, DeviceSettings.Layout layout) {
        return new DeviceSettings(new DeviceDescription("alsa:t", "a test's"), "t", definition, 10_000, layout);
    }

    /** What is committed goes to a file; there is no clock. */
    static String recordingTo(Path file) {
        return "pcm.t { type file slave.pcm { type null } file \"" + file + "\" format raw truncate true }";
    }

    /** What is captured comes from a file; there is no clock. */
    static String playingFrom(Path file) {
        return "pcm.t { type file slave.pcm { type null } file \"/dev/null\" infile \"" + file + "\" format raw }";
    }

    static AlsaDevice device(DeviceSettings settings) throws AlsaException {
        var limits = new EnumMap<Direction, Limits>(Direction.class);
        limits.put(Direction.RENDER, Limits.of(settings, Pcm.PLAYBACK));
        limits.put(Direction.CAPTURE, Limits.of(settings, Pcm.CAPTURE));
        return new AlsaDevice(settings, limits, () -> {});
    }

    static AlsaDevice device(String definition) throws AlsaException {
        return device(settings(definition, DeviceSettings.Layout.AUTO));
    }

    static TransferControl control(IDmaChannelSlave channel) {
        return channel.queryInterface(TransferControl.class).orElseThrow();
    }

    /** The same bytes; says where they differ and not what they all are. */
    static void assertSame(byte[] heard, byte[] wanted) {
        assertThat(heard.length).as("bytes").isEqualTo(wanted.length);
        assertThat(Arrays.mismatch(heard, wanted)).as("first byte that differs").isNegative();
    }

    /** Bytes of which none is a silent one, in any encoding. */
    static byte[] noise(int length) {
        var bytes = new byte[length];
        new Random(11).nextBytes(bytes);
        for (var i = 0; i < length; i++) {
            bytes[i] = bytes[i] == 0 || bytes[i] == (byte) 0x80 ? 1 : bytes[i];
        }
        return bytes;
    }
}
