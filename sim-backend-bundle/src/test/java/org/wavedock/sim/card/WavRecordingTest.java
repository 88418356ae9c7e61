// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFileHeader;

class WavRecordingTest {
    private final Rig rig = new Rig();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        rig.close();
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private Card card(String... settings) {
        var all = Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "render.to=wav:" + file("take.wav");
        return rig.card("disk", all);
    }

    /** Plays these frames on substream 0 or the next one that is free; the channel stays open. */
    private IDmaChannelSlave play(Card card, int... frames) throws AudioException {
        var channel = Rig.render(card, frames.length);
        Rig.put(channel, 0, frames);
        channel.start(frames.length, true);
        rig.frames(frames.length);
        channel.stop();
        return channel;
    }

    private static byte[] audio(Path file) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            var header = WaveFileHeader.read(in);
            assertThat(header.format()).isEqualTo(Rig.MONO);
            return in.readNBytes((int) header.dataBytes());
        }
    }

    private static List<Thread> writers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("wavedock-sim-writer-disk"))
                .toList();
    }

    @Test
    @DisplayName("one file a substream, from all of its channels, complete when the card is closed")
    void shouldRecord() throws AudioException, IOException {
        var card = card();
        assertThat(writers()).isEmpty();
        play(card, 1, 2, 3).close();
        var first = play(card, 4, 5);
        play(card, 6);
        assertThat(Rig.control(first).originFrame()).isEqualTo(3);
        assertThat(writers()).hasSize(1).allMatch(Thread::isDaemon);
        assertThat(card.renderedFrames(0)).isEqualTo(5);
        card.close();

        assertThat(writers()).as("the writer is joined").isEmpty();
        assertThat(audio(file("take.wav"))).containsExactly(1, 2, 3, 4, 5);
        assertThat(audio(file("take-1.wav"))).containsExactly(6);
        assertThat(file("take-2.wav")).doesNotExist();
    }

    @Test
    void shouldNameFilesWithoutExtension() {
        assertThat(Speakers.path(Path.of("a.b/take"), 2)).isEqualTo(Path.of("a.b/take-2"));
        assertThat(Speakers.path(Path.of(".take"), 1)).isEqualTo(Path.of(".take-1"));
        assertThat(Speakers.path(Path.of("/x/take.new.wav"), 11)).isEqualTo(Path.of("/x/take.new-11.wav"));
    }

    @Test
    @DisplayName("render.append: the record and its frame numbers go on over the lives of cards")
    void shouldContinue() throws AudioException, IOException {
        var before = card("render.append=true");
        play(before, 1, 2, 3);
        before.close();
        var after = card("render.append=true");
        var channel = play(after, 4, 5);
        assertThat(Rig.control(channel).originFrame()).isEqualTo(3);
        assertThat(after.renderedFrames(0)).isEqualTo(2);
        channel.start(2, true);
        assertThat(Rig.control(channel).originFrame()).isEqualTo(5);
        after.close();
        assertThat(audio(file("take.wav"))).containsExactly(1, 2, 3, 4, 5);

        var replacing = card();
        play(replacing, 9);
        replacing.close();
        assertThat(audio(file("take.wav"))).containsExactly(9);
    }

    @Test
    void shouldRefuseAnotherFormat() throws AudioException {
        var card = card("render.append=true");
        play(card, 1, 2, 3, 4).close();
        shouldRefuseStereo(card);
        card.close();
        shouldRefuseStereo(card("render.append=true"));
    }

    private static void shouldRefuseStereo(Card card) {
        assertThatThrownBy(() -> card.newChannel(Direction.RENDER, Rig.STEREO, 8))
                .hasMessageContaining(
                        "take.wav is a recording of 8000 Hz, 1 ch, U8, it cannot take 48000 Hz, 2 ch, S16")
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FORMAT_NOT_SUPPORTED));
    }

    @Test
    void shouldRefuseWhatCannotBeCreated() {
        var card = rig.card("disk", "render.to=wav:" + file("nowhere/take.wav"));
        assertThatThrownBy(() -> Rig.render(card, 8))
                .hasMessageContaining("cannot record to")
                .hasMessageContaining("its directory does not exist")
                .isInstanceOf(AudioException.class);
        assertThat(writers()).isEmpty();

        var onDirectory = rig.card("other", "render.to=wav:" + directory);
        assertThatThrownBy(() -> Rig.render(onDirectory, 8)).isInstanceOf(AudioException.class);
    }

    @Test
    @DisplayName("two cards cannot write one file")
    void shouldNotShareAFile() throws AudioException {
        play(card(), 1);
        var thief = rig.card("thief", "render.to=wav:" + file("take.wav"));
        assertThatThrownBy(() -> Rig.render(thief, 8)).hasMessageContaining("already");
    }

    @Test
    @DisplayName("a clock that outruns the disk waits for it: nothing is lost")
    void shouldWaitForTheDisk() throws AudioException, IOException {
        var card = card();
        var channel = Rig.render(card, 251);
        for (var at = 0; at < 251; at++) {
            Rig.put(channel, at, at);
        }
        var frames = 20_000_003;
        channel.start(251, true);
        rig.frames(frames);
        channel.close();
        card.close();

        var audio = audio(file("take.wav"));
        assertThat(audio).hasSize(frames);
        var wrong = 0;
        for (var at = 0; at < frames; at++) {
            wrong += audio[at] == (byte) (at % 251) ? 0 : 1;
        }
        assertThat(wrong).isZero();
    }

    @Test
    @DisplayName("C04: a file that can no longer be written loses the card")
    @Tag("C04")
    void shouldBeLostWhenTheDiskFails() throws AudioException {
        var card = card();
        var channel = play(card, 1, 2, 3);
        channel.start(3, true);
        await().until(() -> {
            rig.frames(1);
            try {
                channel.readCounter();
            } catch (DeviceRemovedException e) {
                return true;
            }
            // an interrupt while it writes closes the writer's file under it
            writers().forEach(Thread::interrupt);
            return false;
        });
        assertThatExceptionOfType(DeviceRemovedException.class)
                .isThrownBy(channel::readCounter)
                .withMessageContaining("cannot write")
                .withMessageContaining("take.wav");
        assertThat(card.isPlugged()).isFalse();
        channel.close();
        card.replug();
        assertThatThrownBy(() -> Rig.render(card, 8))
                .hasMessageContaining("cannot write")
                .isInstanceOf(AudioException.class);
    }

    @Test
    @DisplayName("whoever reads the file meanwhile misses a second at most")
    void shouldKeepTheHeaderUpToDate() throws AudioException {
        var card = card();
        var channel = Rig.render(card, 8);
        channel.start(8, true);
        rig.frames(5);
        channel.stop();
        await().until(() -> audio(file("take.wav")).length == 5);
        assertThat(card.isPlugged()).isTrue();
    }
}
