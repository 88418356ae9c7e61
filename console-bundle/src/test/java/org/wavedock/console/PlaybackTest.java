// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavedock.stream.DeviceSnapshot;
import org.wavedock.stream.Segment;
import org.wavedock.stream.StreamSnapshot;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFileHeader;
import org.wavedock.wave.WaveFileWriter;
import org.wavedock.wave.WaveFormat;

class PlaybackTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 1, Encoding.S24_PACKED);
    private static final WaveFormat OTHER = new WaveFormat(44_100, 2, Encoding.S16);

    @TempDir
    private Path folder;

    private final Playback playback = new Playback(
            "a \"b\" <c>.wav",
            FORMAT,
            "discard",
            new StreamSnapshot(
                    "x",
                    StreamState.STOP,
                    null,
                    null,
                    300,
                    290,
                    6,
                    4,
                    5,
                    7,
                    List.of(
                            new Segment("sim0", 0, 3, 100, 0, 100, true),
                            new Segment("sim0", 0, 103, 5, 100, 5, false),
                            new Segment("sim1", 2, 0, 190, 100, 190, true))),
            List.of(new SwapReport(null, "sim1", SwapReason.DEVICE_ARRIVED, 100, 9, 188, 1, 2, null, OTHER)),
            Map.of("sim0", "sim0.wav", "sim1-2", "sim1-2.wav"));

    @Test
    void the_report_has_everything() {
        var json = JsonParser.parseString(PlayReport.json(playback)).getAsJsonObject();

        assertThat(json.keySet())
                .containsExactly(
                        "file",
                        "format",
                        "policy",
                        "device",
                        "framesSubmitted",
                        "framesRendered",
                        "framesLost",
                        "framesDropped",
                        "framesRepeated",
                        "framesSilence",
                        "swaps",
                        "segments",
                        "taps");
        assertThat(json.get("file").getAsString()).isEqualTo("a \"b\" <c>.wav");
        assertThat(json.get("device").getAsString()).isEqualTo("sim0");
        assertThat(json.get("policy").getAsString()).isEqualTo("discard");
        assertThat(json.get("framesDropped").getAsLong()).isEqualTo(4);
        assertThat(json.get("framesSilence").getAsLong()).isEqualTo(7);
        assertThat(json.get("format")).hasToString("{\"sampleRate\":48000,\"channels\":1,\"encoding\":\"S24_PACKED\"}");
        assertThat(json.getAsJsonArray("swaps"))
                .hasToString("[{\"from\":null,\"to\":\"sim1\",\"reason\":\"DEVICE_ARRIVED\",\"atFrame\":100,"
                        + "\"gapFrames\":9,\"gapMicros\":188,\"framesLost\":1,\"framesRepeated\":2,\"fromFormat\":null,"
                        + "\"toFormat\":{\"sampleRate\":44100,\"channels\":2,\"encoding\":\"S16\"}}]");
        assertThat(json.getAsJsonArray("segments").get(1))
                .hasToString(
                        "{\"device\":\"sim0\",\"substream\":0,\"tapFrame\":103,\"tapFrames\":5,\"streamFrame\":100,\"frames\":5,"
                                + "\"confirmed\":false}");
        assertThat(json.getAsJsonObject("taps").get("sim1-2").getAsString()).isEqualTo("sim1-2.wav");
    }

    @Test
    void the_summary_has_the_ledger_and_the_swaps() {
        assertThat(playback.summary())
                .contains("submitted  rendered  lost  dropped  repeated  silence")
                .contains("      300       290     6        4         5        7")
                .contains("DEVICE_ARRIVED", "policy discard");
        assertThat(playback.segmentTable()).hasLineCount(4);
    }

    @Test
    void the_confirmed_pieces_are_joined() throws Exception {
        var stream = Sounds.noise(290 * 3);
        tap("sim0.wav", new byte[9], Arrays.copyOf(stream, 300), Arrays.copyOfRange(stream, 300, 315));
        tap("sim1-2.wav", Arrays.copyOfRange(stream, 300, 870));

        TapJoiner.join(playback, folder, folder.resolve("heard.wav"));

        try (var in = Files.newInputStream(folder.resolve("heard.wav"))) {
            assertThat(WaveFileHeader.read(in).format()).isEqualTo(FORMAT);
            assertThat(in.readNBytes(870)).isEqualTo(stream);
        }
    }

    private void tap(String name, byte[]... parts) throws Exception {
        try (var writer = new WaveFileWriter(folder.resolve(name), FORMAT)) {
            for (var part : parts) {
                writer.write(ByteBuffer.wrap(part));
            }
        }
    }

    @Test
    void devices_are_listed_for_people_and_for_programs() {
        var devices = List.of(new DeviceSnapshot(
                "sim0", "s0", "A card", 20, 1, 64, OptionalDouble.empty(), "sim-backend-bundle", 42));

        assertThat(Devices.table(devices)).contains("sim0", "20", "A card").hasLineCount(2);
        assertThat(Devices.table(List.of())).isEqualTo("no devices");
        assertThat(JsonParser.parseString(Devices.json(devices)))
                .hasToString(
                        "[{\"name\":\"sim0\",\"identity\":\"s0\",\"description\":\"A card\",\"ranking\":20,\"streams\":1,"
                                + "\"fifoFrames\":64,\"bundle\":\"sim-backend-bundle\",\"serviceId\":42}]");
    }
}
