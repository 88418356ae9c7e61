// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.hostile;

import java.util.List;
import java.util.Random;
import org.wavedock.alsa.pcm.DeviceSettings;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** Arguments, some of which make sense. */
final class Absurd {
    private static final List<String> DEFINITIONS = List.of(
            "pcm.t { type null }",
            "pcm.t { type file slave.pcm { type null } file \"/dev/null\" format raw }",
            "pcm.t { type file slave.pcm { type null } file \"/dev/null\" infile \"/dev/zero\" format raw }",
            "pcm.t { type plug slave.pcm { type null } }",
            "pcm.t { type rate slave { pcm { type null } rate 44100 } }",
            "pcm.t { type plug slave { pcm { type null } rate 44100 channels 6 format S16_LE } }",
            "pcm.t { type route slave { pcm { type null } channels 2 } ttable { 0.0 1 0.1 0.5 1.1 1 } }",
            "pcm.t { type linear slave { pcm { type null } format S24_LE } }",
            "pcm.t { type mmap_emul slave.pcm { type null } }",
            "pcm.t { type multi slaves { a { pcm { type null } channels 2 } b { pcm { type null } channels 2 } }"
                    + " bindings { 0 { slave a channel 0 } 1 { slave a channel 1 } 2 { slave b channel 0 }"
                    + " 3 { slave b channel 1 } } }");

    private static final int[] INTS = {
        0, 1, -1, 2, 3, 64, 1000, 4096, 44_100, 48_000, 65_536, 1 << 20, 1 << 24, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    private Absurd() {}

    static <T> T any(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    static int integer(Random random) {
        return random.nextInt(4) == 0 ? random.nextInt() : INTS[random.nextInt(INTS.length)] + random.nextInt(3) - 1;
    }

    static long number(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextLong();
            case 1 -> Long.MAX_VALUE - random.nextInt(3);
            case 2 -> Long.MIN_VALUE + random.nextInt(3);
            case 3 -> (1L << 32) + random.nextInt(3) - 1;
            default -> integer(random);
        };
    }

    static String name(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> "";
            case 2 -> "no such PCM";
            case 3 -> "t\0t";
            case 4 -> "t:".repeat(1 + random.nextInt(200_000));
            case 5 -> "hw:" + integer(random) + "," + integer(random);
            case 6 -> "t:{{{'\"\\";
            case 7 -> "plug:SLAVE=null";
            // More than a few cost libasound exponential time, in the thread that asks.
            case 8 -> "plug:".repeat(random.nextInt(4)) + "null";
            default -> "t";
        };
    }

    static String definition(Random random) {
        var good = any(random, DEFINITIONS);
        return switch (random.nextInt(16)) {
            case 0 -> null;
            case 1 -> "";
            case 2 -> "pcm.t " + "{ a ".repeat(1 + random.nextInt(200_000));
            case 3 -> "pcm.t " + "[ ".repeat(1 + random.nextInt(200_000));
            case 4 -> "a".repeat(1 + random.nextInt(2_000_000));
            case 5 -> "pcm.t { type plug slave.pcm t }";
            case 6 -> good.substring(0, random.nextInt(good.length()));
            case 7 -> mutated(random, good);
            case 8 -> "a.".repeat(1 + random.nextInt(200_000)) + "b 1";
            default -> good;
        };
    }

    /**
     * Not the ones with a file name in them: what that would become, would be written to. Nor multi, whose wrong bindings
     * libasound asserts while it opens: who writes a definition is trusted that far.
     */
    private static String mutated(Random random, String good) {
        if (good.indexOf('/') >= 0 || good.contains("multi")) {
            return good;
        }
        var text = new StringBuilder(good);
        for (var i = random.nextInt(4); i >= 0; i--) {
            var at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, (char) (' ' + random.nextInt(95)));
                default -> text.setCharAt(at, (char) (1 + random.nextInt(300)));
            }
        }
        // No path, no include, no hook, no command.
        return text.toString().replaceAll("[/<@|]", "");
    }

    static Direction direction(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> null;
            case 1, 2, 3 -> Direction.CAPTURE;
            default -> Direction.RENDER;
        };
    }

    static WaveFormat format(Random random) {
        if (random.nextInt(20) == 0) {
            return null;
        }
        var rate = any(random, List.of(8000, 44_100, 48_000, 384_000));
        var channels = any(random, List.of(1, 2, 2, 2, 4, 6, 8, 32));
        return new WaveFormat(rate, channels, Encoding.values()[random.nextInt(Encoding.values().length)]);
    }

    static DeviceSettings settings(Random random) {
        return new DeviceSettings(
                random.nextInt(50) == 0 ? null : new DeviceDescription("alsa:t", "a test's"),
                name(random),
                definition(random),
                random.nextInt(3) == 0 ? integer(random) : 10_000,
                random.nextInt(30) == 0 ? null : any(random, List.of(DeviceSettings.Layout.values())));
    }
}
