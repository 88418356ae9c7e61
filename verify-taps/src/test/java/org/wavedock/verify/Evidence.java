// SPDX-License-Identifier: Apache-2.0
package org.wavedock.verify;

import com.google.gson.Gson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A playback that went well, 16 bit stereo on two devices, to be spoilt by a test: 1000 frames on a, 500 on b, 800 on a. */
final class Evidence {
    static final int FRAMES = 2300;

    final Path folder;
    final int channels;
    final int bits;
    byte[] input;
    final Map<String, byte[]> taps = new LinkedHashMap<>();
    final Map<String, Object> report = new LinkedHashMap<>();
    final List<Map<String, Object>> segments = new ArrayList<>();
    String errors;
    String output;

    Evidence(Path folder, int channels, int bits) {
        this.folder = folder;
        this.channels = channels;
        this.bits = bits;
        input = new byte[FRAMES * frameBytes()];
        new Random(42).nextBytes(input);
        taps.put("a", join(silence(10), frames(0, 1000), silence(700), frames(1500, 2300), silence(30)));
        taps.put("b", join(silence(5), frames(1000, 1500), silence(1)));
        segments.add(segment("a", 10, 0, 1000));
        segments.add(segment("b", 5, 1000, 500));
        segments.add(segment("a", 1710, 1500, 800));
        report.put("framesSubmitted", FRAMES);
        report.put("framesRendered", FRAMES);
        report.put("framesLost", 0);
        report.put("framesRepeated", 0);
        report.put("segments", segments);
        report.put("taps", Map.of("a", "a.wav", "b", "b.wav"));
    }

    Evidence(Path folder) {
        this(folder, 2, 16);
    }

    int frameBytes() {
        return channels * bits / 8;
    }

    static Map<String, Object> segment(String device, long tapFrame, long streamFrame, long frames) {
        var segment = new LinkedHashMap<String, Object>();
        segment.put("device", device);
        segment.put("tapFrame", tapFrame);
        segment.put("streamFrame", streamFrame);
        segment.put("frames", frames);
        segment.put("confirmed", true);
        return segment;
    }

    byte[] frames(int from, int to) {
        return Arrays.copyOfRange(input, from * frameBytes(), to * frameBytes());
    }

    byte[] silence(int frames) {
        var silence = new byte[frames * frameBytes()];
        Arrays.fill(silence, bits == 8 ? (byte) 0x80 : 0);
        return silence;
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    byte[] wav(byte[] data, int claimedBytes) {
        var head = ByteBuffer.allocate(54).order(ByteOrder.LITTLE_ENDIAN);
        head.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(46 + claimedBytes);
        head.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        head.putShort((short) 1).putShort((short) channels).putInt(48000).putInt(48000 * frameBytes());
        head.putShort((short) frameBytes()).putShort((short) bits);
        head.put("junk".getBytes(StandardCharsets.US_ASCII)).putInt(1).putShort((short) 0);
        head.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(claimedBytes);
        return join(head.array(), data);
    }

    /** Writes everything and runs the program. */
    int verify(String... options) throws IOException {
        Files.write(folder.resolve("in.wav"), wav(input, input.length));
        for (var tap : taps.entrySet()) {
            Files.write(folder.resolve(tap.getKey() + ".wav"), wav(tap.getValue(), tap.getValue().length));
        }
        Files.writeString(folder.resolve("r.json"), new Gson().toJson(report));
        return run(options);
    }

    /** Runs the program on what is there. */
    int run(String... options) {
        var arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of(
                folder.resolve("in.wav").toString(),
                folder.toString(),
                folder.resolve("r.json").toString()));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var status = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments.toArray(String[]::new));
        output = out.toString(StandardCharsets.UTF_8);
        errors = err.toString(StandardCharsets.UTF_8);
        return status;
    }
}
