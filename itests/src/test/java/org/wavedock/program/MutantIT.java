// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.wavedock.program.Mutation.Change;

/**
 * Builds whose swap engine is wrong by a single frame, each of which {@code verify-taps} must find out.
 *
 * <p>Production code has no hook for this: its source is changed and compiled here.
 */
public class MutantIT {
    private static final String PIN = "org/wavedock/runtime/port/RenderPin.java";
    private static final String AIM = "next = streamFrame;";
    private static final String BODY = "public final class RenderPin extends WaveCyclicPin {";
    private static final String COPY = "source.copyTo(";
    private static final Sound SOUND = Sound.any(2);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void aBuildWithoutAnyChangePasses() throws Exception {
        var program = build(List.of());
        play(program);
        program.verify("in.wav", "out", "r.json").isSuccess();
    }

    @Test
    public void aBuildThatSkipsAFrameAtACutOverIsFoundOut() throws Exception {
        isFoundOut(List.of(new Change(AIM, "next = streamFrame == 0 ? 0 : streamFrame + 1;")));
    }

    @Test
    public void aBuildThatRepeatsAFrameAtACutOverIsFoundOut() throws Exception {
        isFoundOut(List.of(new Change(AIM, "next = streamFrame == 0 ? 0 : streamFrame - 1;")));
    }

    /** Its own books are in order; only the taps tell. */
    @Test
    public void aBuildThatSwapsTwoFramesAtACutOverIsFoundOut() throws Exception {
        isFoundOut(copying("""
                        if (cutOver) {
                            cutOver = false;
                            source.copyTo(frame + 1, 1, ring, to);
                            source.copyTo(frame, 1, ring, to + frameBytes);
                            source.copyTo(frame + 2, count - 2, ring, to + 2 * frameBytes);
                            return;
                        }
                        """));
    }

    /** The books say that the frame was rendered. */
    @Test
    public void aBuildThatSilentlyLeavesAFrameOutAtACutOverIsFoundOut() throws Exception {
        isFoundOut(copying("""
                        if (cutOver) {
                            cutOver = false;
                            source.copyTo(frame + 1, count - 1, ring, to + frameBytes);
                            return;
                        }
                        """));
    }

    /** The books say that all frames follow each other. */
    @Test
    public void aBuildThatSilentlyRepeatsAFrameAtACutOverIsFoundOut() throws Exception {
        isFoundOut(copying("""
                        if (cutOver) {
                            cutOver = false;
                            source.copyTo(frame, count, ring, to);
                            source.copyTo(frame, 1, ring, to + frameBytes);
                            return;
                        }
                        """));
    }

    /** The first thing that a device is given after a cut-over is copied another way. */
    private static List<Change> copying(String first) {
        return List.of(
                new Change(AIM, AIM + " cutOver = streamFrame > 0;"),
                new Change(COPY, "copy("),
                new Change(BODY, BODY + """

                            private boolean cutOver;
                            private void copy(long frame, int count, org.wavedock.dma.IDmaChannel ring, int to) {
                        """ + first + COPY + "frame, count, ring, to); }"));
    }

    private void isFoundOut(List<Change> changes) throws Exception {
        var program = build(changes);
        play(program);
        var verified = program.verify("in.wav", "out", "r.json");
        assertThat(verified.exit()).as(verified.out() + verified.err()).isEqualTo(1);
        assertThat(verified.err()).containsPattern("frame \\d+");
        assertThat(verified.out()).startsWith("NOT verified");
    }

    private static void play(Program program) {
        program.write("in.wav", SOUND.wav());
        var played = program.run(
                "play in.wav --swap sim1@0.7 --swap sim0@1.4 --tap out --report r.json --speed max".split(" "));
        assertThat(played.exit()).as(played.err()).isZero();
        assertThat(Rendition.read(program, "out", "r.json").devices()).containsExactly("sim0", "sim1", "sim0");
    }

    private Program build(List<Change> changes) throws IOException {
        return Mutation.build(temporary.newFolder().toPath(), PIN, changes);
    }
}
