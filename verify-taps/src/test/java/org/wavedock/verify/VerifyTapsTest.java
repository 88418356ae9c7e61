// SPDX-License-Identifier: Apache-2.0
package org.wavedock.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyTapsTest {
    @TempDir
    private Path folder;

    private Evidence good;

    @BeforeEach
    void gather() {
        good = new Evidence(folder);
    }

    @ParameterizedTest
    @CsvSource({"1,8", "2,8", "2,16", "6,24", "1,32"})
    void agrees(int channels, int bits) throws IOException {
        var evidence = new Evidence(folder, channels, bits);

        assertThat(evidence.verify()).as(() -> evidence.errors).isZero();

        assertThat(evidence.errors).isEmpty();
        assertThat(evidence.output)
                .startsWith("verified: 3 segments in 2 taps")
                .endsWith(String.format("2300 frames submitted, 2300 rendered, 0 lost, 0 repeated%n"));
    }

    private void mustFail(String because, String... options) throws IOException {
        assertThat(good.verify(options)).isEqualTo(1);
        assertThat(good.errors).contains(because);
        assertThat(good.output).startsWith("NOT verified");
    }

    // Three ways in which a swap engine can be wrong by one frame.

    @Test
    void finds_a_skipped_frame() throws IOException {
        good.taps.put("b", Evidence.join(good.silence(5), good.frames(1001, 1500), good.silence(2)));

        mustFail("b.wav differs from the input at tap frame 5, which should be stream frame 1000");
    }

    @Test
    void finds_a_repeated_frame() throws IOException {
        good.taps.put("b", Evidence.join(good.silence(5), good.frames(999, 1499), good.silence(1)));

        mustFail("b.wav differs from the input at tap frame 5");
    }

    @Test
    void finds_two_swapped_frames() throws IOException {
        good.taps.put(
                "b",
                Evidence.join(
                        good.silence(5),
                        good.frames(1000, 1100),
                        good.frames(1101, 1102),
                        good.frames(1100, 1101),
                        good.frames(1102, 1500)));

        mustFail("b.wav differs from the input at tap frame 105, which should be stream frame 1100");
    }

    // The same when the report admits it.

    @Test
    void finds_a_skipped_frame_that_the_report_shows() throws IOException {
        good.segments.set(1, Evidence.segment("b", 6, 1001, 499));
        good.taps.put("b", Evidence.join(good.silence(6), good.frames(1001, 1500)));

        mustFail("1 frames were not rendered, the first is stream frame 1000");
        assertThat(good.errors).contains("the report says framesRendered 2300, the segments say 2299");
        assertThat(good.errors).contains("the report says framesLost 0, the segments say 1");
        assertThat(good.output).contains("2300 frames submitted, 2299 rendered, 1 lost, 0 repeated");
    }

    @Test
    void finds_a_repeated_frame_that_the_report_shows() throws IOException {
        good.segments.set(1, Evidence.segment("b", 4, 999, 501));
        good.taps.put("b", Evidence.join(good.silence(4), good.frames(999, 1500)));

        mustFail("1 frames were rendered again, the first is stream frame 999");
        assertThat(good.errors).contains("the report says framesRepeated 0, the segments say 1");
    }

    @Test
    void finds_pieces_in_the_wrong_order() throws IOException {
        good.segments.add(good.segments.remove(1));

        mustFail("segment of 800 frames from stream frame 1500 on a should begin at stream frame 1000");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 1010, 1709, 2510, 2539})
    void finds_sound_outside_the_segments(int frame) throws IOException {
        good.taps.get("a")[frame * 4 + 3] = 1;

        mustFail("a.wav is not silent at tap frame " + frame);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 500, 1009, 1710, 2509})
    void finds_one_wrong_bit(int frame) throws IOException {
        good.taps.get("a")[frame * 4] ^= 1;

        mustFail("a.wav differs from the input at tap frame " + frame);
    }

    @Test
    void finds_sound_on_a_device_without_segments() throws IOException {
        good.taps.put("c", good.frames(0, 1));
        good.report.put("taps", Map.of("a", "a.wav", "b", "b.wav", "c", "c.wav"));

        mustFail("c.wav is not silent at tap frame 0");
    }

    @Test
    void wants_a_tap_of_every_device() throws IOException {
        good.taps.remove("b");
        mustFail("the tap b is missing");

        good.report.put("taps", Map.of("a", "a.wav"));
        mustFail("the report names no tap b, which has 1 segments");
    }

    @Test
    void finds_the_tap_of_a_further_substream() throws IOException {
        good.segments.get(1).put("substream", 2);
        good.taps.put("b-2", good.taps.remove("b"));
        mustFail("the report names no tap b-2, which has 1 segments");

        good.report.put("taps", Map.of("a", "a.wav", "b-2", "b-2.wav"));
        assertThat(good.verify()).as(() -> good.errors).isZero();
    }

    @ParameterizedTest
    @CsvSource({"framesRendered,2299", "framesLost,1", "framesDropped,1", "framesRepeated,1", "framesSubmitted,2299"})
    void finds_a_report_that_counts_wrongly(String what, int value) throws IOException {
        good.report.put(what, value);

        mustFail(what + " " + value);
    }

    @Test
    void finds_input_that_was_not_submitted() throws IOException {
        good.segments.remove(2);
        good.report.put("framesSubmitted", 1500);
        good.report.put("framesRendered", 1500);
        good.taps.put("a", Evidence.join(good.silence(10), good.frames(0, 1000)));

        mustFail("framesSubmitted 1500, the input has 2300 frames");
        assertThat(good.verify("--allow-loss")).isZero();
    }

    @Test
    void allows_loss_only_if_asked() throws IOException {
        good.segments.set(1, Evidence.segment("b", 5, 1000, 499));
        good.taps.put("b", Evidence.join(good.silence(5), good.frames(1000, 1499)));
        good.report.put("framesRendered", 2299);
        good.report.put("framesLost", 1);

        mustFail("1 frames were not rendered, the first is stream frame 1499");
        assertThat(good.verify("--allow-loss")).as(() -> good.errors).isZero();
    }

    @Test
    void takes_what_was_dropped_for_what_was_not_heard() throws IOException {
        good.segments.set(1, Evidence.segment("b", 5, 1000, 499));
        good.taps.put("b", Evidence.join(good.silence(5), good.frames(1000, 1499)));
        good.report.put("framesRendered", 2299);
        good.report.put("framesDropped", 1);

        mustFail("1 frames were not rendered, the first is stream frame 1499");
        assertThat(good.verify("--allow-loss")).as(() -> good.errors).isZero();
    }

    @Test
    void an_unconfirmed_segment_may_be_silent_but_not_wrong() throws IOException {
        var maybe = Evidence.segment("a", 1010, 1000, 100);
        maybe.put("confirmed", false);
        good.segments.add(1, maybe);
        assertThat(good.verify()).as(() -> good.errors).isZero();

        System.arraycopy(good.frames(1000, 1050), 0, good.taps.get("a"), 1010 * 4, 50 * 4);
        good.report.put("framesRepeated", 50);
        assertThat(good.verify()).as(() -> good.errors).isZero();

        System.arraycopy(good.frames(3, 4), 0, good.taps.get("a"), 1060 * 4, 4);
        mustFail("a.wav differs from the input at tap frame 1060, which should be stream frame 1050 or silence");
    }

    @Test
    void an_unconfirmed_segment_ends_where_its_tap_does_or_something_else_was_played() throws IOException {
        good.segments.set(1, Evidence.segment("b", 5, 1000, 300));
        var maybe = Evidence.segment("b", 305, 1300, 900);
        maybe.put("confirmed", false);
        good.segments.add(2, maybe);
        good.segments.add(3, Evidence.segment("b", 306, 1300, 200));
        good.taps.put("b", Evidence.join(good.silence(5), good.frames(1000, 1301), good.frames(1300, 1500)));
        good.report.put("framesRepeated", 1);
        assertThat(good.verify()).as(() -> good.errors).isZero();

        var later = Evidence.segment("a", 2510, 2300 - 40, 40);
        later.put("confirmed", false);
        good.segments.add(later);
        assertThat(good.verify()).as(() -> good.errors).isZero();

        maybe.put("confirmed", true);
        mustFail("before the previous one there ends");
    }

    @Test
    void finds_segments_beyond_the_files() throws IOException {
        good.segments.set(2, Evidence.segment("a", 1741, 1500, 800));
        mustFail("ends at tap frame 2541, but");

        good.segments.set(2, Evidence.segment("a", 1710, 1501, 800));
        mustFail("ends at stream frame 2301, but the input has only 2300");
    }

    @Test
    void finds_segments_that_overlap_in_a_tap() throws IOException {
        good.segments.set(2, Evidence.segment("a", 1009, 1500, 800));

        mustFail("begins at tap frame 1009, before the previous one there ends");
    }

    @Test
    void finds_a_tap_of_another_format_or_cut_short() throws IOException {
        good.verify();
        var other = new Evidence(folder, 1, 16);
        Files.write(folder.resolve("b.wav"), other.wav(new byte[4], 4));
        assertThat(good.run()).isEqualTo(1);
        assertThat(good.errors).contains("b.wav has Format[sampleRate=48000, channels=1");

        var tap = good.taps.get("b");
        Files.write(folder.resolve("b.wav"), good.wav(tap, tap.length + 4));
        assertThat(good.run()).isEqualTo(1);
        assertThat(good.errors).contains("b.wav is truncated: its header says 507 frames, it has 506");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"segments\":[{}]}", "nonsense", "{\"segments\":3}"})
    void refuses_what_is_no_report(String text) throws IOException {
        good.verify();
        Files.writeString(folder.resolve("r.json"), text);

        assertThat(good.run()).isEqualTo(1);
        assertThat(good.errors).contains("r.json is not a report").hasLineCount(1);
    }

    @Test
    void refuses_what_is_no_wav_file() throws IOException {
        good.verify();
        Files.writeString(folder.resolve("in.wav"), "FORM....AIFF");
        assertThat(good.run()).isEqualTo(1);
        assertThat(good.errors).contains("in.wav is not a WAV file; verify-taps reads no other");

        Files.delete(folder.resolve("in.wav"));
        assertThat(good.run()).isEqualTo(1);
        assertThat(good.errors).contains("no such file");
    }

    @Test
    void tells_how_it_is_called() {
        assertThat(good.run("--what")).isEqualTo(2);
        assertThat(good.errors).contains("usage: verify-taps");
    }
}
