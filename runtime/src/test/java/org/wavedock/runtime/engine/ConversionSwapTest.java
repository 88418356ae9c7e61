// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Conversion;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

@DisplayName("A render stream that goes to a device of another format")
@ParameterizedClass
@EnumSource(Drive.class)
class ConversionSwapTest {
    private static final WaveFormat CD_MONO = new WaveFormat(44_100, 1, Encoding.S24_PACKED);
    private static final WaveFormat TELEPHONE = new WaveFormat(8_000, 1, Encoding.U8);
    private static final WaveFormat STUDIO = new WaveFormat(192_000, 8, Encoding.FLOAT32);

    private final Rig rig;
    private final Other other;

    ConversionSwapTest(Drive drive) {
        rig = new Rig(drive);
        other = new Other(rig);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private void finish(AudioStream stream) throws AudioException {
        stream.drain(Rig.LONG);
        stream.close();
        other.verify(stream);
    }

    private static void assertExact(AudioStream stream, long frames) {
        var account = stream.snapshot();
        assertThat(account.framesSubmitted()).isEqualTo(frames);
        assertThat(account.framesRendered()).isEqualTo(frames);
        assertThat(account.framesLost()).isZero();
        assertThat(account.framesRepeated()).isZero();
    }

    @Test
    @DisplayName("is converted there, and back home is not: each of its frames exactly once")
    void thereAndBack() throws AudioException {
        other.card("home", 1, Rig.FORMAT);
        other.card("away", 0, CD_MONO);
        var stream = rig.open();
        rig.write(stream, 2_000);
        stream.start();
        rig.write(stream, 48_000);
        var there = stream.swapTo("away", Rig.LONG);
        assertThat(stream.snapshot().deviceFormat()).isEqualTo(CD_MONO);
        rig.write(stream, 96_001);
        var back = stream.swapTo("home", Rig.LONG);
        assertThat(stream.snapshot().deviceFormat()).isEqualTo(Rig.FORMAT);
        rig.write(stream, 20_000);
        finish(stream);
        assertExact(stream, 166_001);
        assertThat(there.fromFormat()).isEqualTo(Rig.FORMAT);
        assertThat(there.toFormat()).isEqualTo(CD_MONO);
        assertThat(there.gapFrames()).isZero();
        assertThat(back.fromFormat()).isEqualTo(CD_MONO);
        assertThat(back.toFormat()).isEqualTo(Rig.FORMAT);
        var segments = stream.snapshot().segments();
        assertThat(segments).hasSize(3);
        assertThat(segments.get(0).deviceFrames()).isEqualTo(segments.get(0).frames());
        var away = segments.get(1);
        // A frame of the card is worth 1.088 of the stream.
        assertThat(away.frames()).isEqualTo((away.deviceFrames() * 160 + 146) / 147);
        assertThat(stream.snapshot().framesSilence()).isZero();
    }

    @Test
    @DisplayName("is carried by telephones and by studios alike, and from one to the other")
    void farApart() throws AudioException {
        other.card("phone", 1, TELEPHONE);
        other.card("studio", 0, STUDIO, Map.of("fifo.frames", 1_000, "start.frames", 2_000));
        var stream = rig.open();
        stream.start();
        for (var i = 0; i < 6; i++) {
            rig.write(stream, 12_345);
            stream.swapTo(i % 2 == 0 ? "studio" : "phone", Rig.LONG);
        }
        rig.write(stream, 12_345);
        finish(stream);
        assertExact(stream, 7 * 12_345);
        assertThat(stream.swaps()).hasSize(6);
    }

    @Test
    @DisplayName("a hundred swaps lose nothing")
    void manySwaps() throws AudioException {
        other.card("home", 1, Rig.FORMAT);
        other.card("away", 0, CD_MONO, Map.of("fifo.frames", 333, "drift.ppm", 500, "start.frames", 1024));
        var stream = rig.open();
        stream.start();
        for (var i = 0; i < 100; i++) {
            rig.write(stream, 3_001 + 17 * i);
            stream.swapTo(i % 2 == 0 ? "away" : "home", Rig.LONG);
        }
        finish(stream);
        assertExact(stream, 100 * 3_001 + 17 * 4_950);
        assertThat(stream.swaps()).hasSize(100);
    }

    @Test
    @DisplayName("loses nothing when such a device is unplugged")
    void survivesUnplug() throws AudioException {
        var first = other.card("away", 1, CD_MONO);
        other.card("home", 0, Rig.FORMAT);
        var stream = rig.open();
        stream.start();
        rig.write(stream, 48_000);
        rig.pass(Duration.ofNanos(3_333_333));
        first.unplug();
        rig.write(stream, 48_000);
        finish(stream);
        var account = stream.snapshot();
        assertThat(account.framesRendered()).isEqualTo(96_000);
        assertThat(account.framesLost()).isZero();
        assertThat(account.framesRepeated()).isBetween(1L, 490L);
        assertThat(stream.swaps())
                .singleElement()
                .satisfies(report -> assertThat(report.framesRepeated()).isBetween(1L, 490L));
    }

    @Test
    @DisplayName("pauses, and goes on there, each frame once")
    void pauses() throws AudioException {
        other.card("away", 0, CD_MONO, Map.of("fifo.frames", 100));
        var stream = rig.open();
        stream.start();
        for (var i = 0; i < 5; i++) {
            rig.write(stream, 30_000 + i);
            stream.pause();
            rig.pass(Duration.ofMillis(100));
            var at = stream.snapshot().framesRendered();
            rig.pass(Duration.ofSeconds(1));
            assertThat(stream.snapshot().framesRendered()).isEqualTo(at);
            stream.start();
        }
        finish(stream);
        assertExact(stream, 150_010);
    }

    @Test
    @DisplayName("lets the last frames out when no more come, starves in silence, and goes on")
    void starves() throws AudioException {
        other.card("away", 0, TELEPHONE);
        var stream = rig.open();
        stream.start();
        for (var frames : new int[] {4_801, 1, 3, 777}) {
            rig.write(stream, frames);
            rig.pass(Duration.ofSeconds(1));
            assertThat(stream.snapshot().framesRendered())
                    .isEqualTo(stream.snapshot().framesSubmitted());
        }
        stream.drain(Rig.LONG);
        stream.close();
        assertExact(stream, 4_801 + 1 + 3 + 777);
        other.verifySilence(stream);
        // Nearly all of the last three seconds, in frames of the stream.
        assertThat(stream.snapshot().framesSilence()).isBetween(130_000L, 144_000L);
    }

    @Test
    @DisplayName("is not converted further than it allows")
    void limits() throws AudioException {
        other.card("away", 0, CD_MONO);
        var request = rig.driven(StreamRequest.render("music", Rig.FORMAT));
        for (var limit : new Conversion[] {Conversion.NONE, Conversion.ENCODING}) {
            assertThatThrownBy(() -> rig.board.open(request.converting(limit)))
                    .isInstanceOfSatisfying(
                            AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FORMAT_NOT_SUPPORTED))
                    .hasMessageContaining("48000 Hz, 2 ch, S16");
        }
        other.card("wide", 0, new WaveFormat(48_000, 2, Encoding.S32));
        try (var stream = rig.board.open(request.converting(Conversion.ENCODING))) {
            assertThat(stream.snapshot().device()).isEqualTo("wide");
        }
    }
}
