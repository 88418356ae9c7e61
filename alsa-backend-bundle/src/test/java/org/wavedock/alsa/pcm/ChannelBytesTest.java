// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavedock.wave.Direction;

/** Through the channel alone, bit for bit. */
class ChannelBytesTest {
    private static final int RING_FRAMES = 3000;
    private static final int FRAMES = 20_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("org.wavedock.alsa.pcm.Samples#all")
    void a23AndA31WhatIsCommittedArrives(Samples samples) throws Exception {
        var file = folder.resolve("out.raw");
        var format = samples.format();
        var content = Pcms.noise(FRAMES * format.frameBytes());
        var device = Pcms.device(Pcms.settings(Pcms.recordingTo(file), samples.layout()));
        Player.of(device, Direction.RENDER, format, RING_FRAMES).play(content);
        Pcms.assertSame(Files.readAllBytes(file), content);
    }

    @ParameterizedTest
    @MethodSource("org.wavedock.alsa.pcm.Samples#all")
    void a24AndA31WhatIsThereIsCaptured(Samples samples) throws Exception {
        var file = folder.resolve("in.raw");
        var format = samples.format();
        var content = Pcms.noise(FRAMES * format.frameBytes());
        Files.write(file, content);
        var device = Pcms.device(Pcms.settings(Pcms.playingFrom(file), samples.layout()));
        var heard = Player.of(device, Direction.CAPTURE, format, RING_FRAMES).record(content.length);
        Pcms.assertSame(heard, content);
    }
}
