// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

class PositionTest {
    private static final long HOUR = 3_600_000_000_000L;

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 11_025, 44_100, 48_000, 96_001, 384_000})
    @DisplayName("B26: exact to the frame at every poll of an hour, however odd")
    @Tag("B26")
    void shouldBeExactForAnHour(int rate) throws AudioException {
        var format = new WaveFormat(rate, 3, Encoding.S24_PACKED);
        var card = rig.card("sim");
        var mapSize = 9 * 4801;
        var channel = Rig.channel(card, Direction.RENDER, format, mapSize);
        channel.start(mapSize, true);
        var random = new Random(rate);
        for (long elapsed = 0; elapsed < HOUR; ) {
            var step = 1 + (random.nextInt(10) == 0 ? random.nextInt(2_000_000_000) : random.nextInt(31_000_003));
            rig.clock.advance(step);
            elapsed += step;
            var frames = BigInteger.valueOf(elapsed)
                    .multiply(BigInteger.valueOf(rate))
                    .divide(BigInteger.valueOf(1_000_000_000))
                    .longValueExact();
            assertThat(Rig.control(channel).transferredBytes()).isEqualTo(frames * 9);
            assertThat(channel.readCounter()).isEqualTo(mapSize - (int) (frames * 9 % mapSize));
        }
        assertThat(card.renderedFrames(0)).isEqualTo(Rig.control(channel).transferredBytes() / 9);
    }

    @Test
    @DisplayName("B26: the first look after an hour is as exact as a thousand looks")
    @Tag("B26")
    void shouldNotDependOnLooks() throws AudioException {
        var channel = Rig.render(rig.card("sim"), 100);
        channel.start(100, true);
        rig.clock.advance(HOUR + 124_999);
        assertThat(Rig.control(channel).transferredBytes()).isEqualTo(3600 * 8000);
        rig.clock.advance(1);
        assertThat(Rig.control(channel).transferredBytes()).isEqualTo(3600 * 8000 + 1);
    }

    @Test
    void shouldRunAtItsSpeed() throws AudioException {
        var fast = Rig.render(rig.card("fast", "speed=2.5"), 100);
        var drifting = Rig.render(rig.card("drifting", "drift.ppm=100"), 100);
        var slow = Rig.render(rig.card("slow", "speed=0.5", "drift.ppm=-50"), 100);
        fast.start(100, true);
        drifting.start(100, true);
        slow.start(100, true);
        rig.clock.advance(HOUR + 1000);
        assertThat(Rig.control(fast).transferredBytes()).isEqualTo(3600 * 20_000);
        assertThat(Rig.control(drifting).transferredBytes()).isEqualTo(3600 * 8000 + 2880);
        assertThat(Rig.control(slow).transferredBytes()).isEqualTo(3600 * 4000 - 720);
    }

    @Test
    void shouldJumpAtTheStartOnly() throws AudioException {
        var card = rig.card("sim", "start.frames=12", "render.to=memory", "capture.from=counter");
        var channel = Rig.render(card, 8);
        Rig.put(channel, 0, 1, 2, 3, 4, 5, 6, 7, 8);
        channel.start(8, true);
        assertThat(Rig.control(channel).transferredBytes()).isEqualTo(12);
        assertThat(channel.readCounter()).isEqualTo(4);
        assertThat(card.rendered(0)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4);
        Rig.control(channel).pause();
        Rig.control(channel).resume();
        rig.frames(1);
        assertThat(Rig.control(channel).transferredBytes()).isEqualTo(13);

        var capture = Rig.channel(card, Direction.CAPTURE, Rig.MONO, 8);
        capture.start(8, false);
        assertThat(Rig.control(capture).transferredBytes()).isZero();
    }

    @Test
    void shouldNotGoBack() throws AudioException {
        var channel = Rig.render(rig.card("sim"), 100);
        channel.start(100, true);
        rig.frames(10);
        assertThat(channel.readCounter()).isEqualTo(90);
        rig.clock.advance(-1_000_000_000);
        assertThat(channel.readCounter()).isEqualTo(90);
    }

    @ParameterizedTest
    @CsvSource({"11025, 1", "44100, 1", "48000, 1", "383999, 1", "44100, 1.0001", "11025, 0.99995", "96001, 2.5"})
    @DisplayName("B26: exact to the frame over 100 days, long after 32 bits of frames and 2^63 of other products")
    @Tag("B26")
    void shouldBeExactForAHundredDays(int rate, double speed) throws AudioException {
        var format = new WaveFormat(rate, 32, Encoding.S32);
        var card = rig.card("sim", "speed=" + speed);
        var mapSize = 128 * 4801;
        var channel = Rig.channel(card, Direction.RENDER, format, mapSize);
        channel.start(mapSize, true);
        var random = new Random(rate);
        var factor = BigDecimal.valueOf(speed).multiply(BigDecimal.valueOf(rate));
        var last = 0L;
        for (long elapsed = 0; elapsed < 2400 * HOUR; ) {
            var step = 1 + random.nextLong(7 * HOUR);
            rig.clock.advance(step);
            elapsed += step;
            var exact = BigDecimal.valueOf(elapsed)
                    .multiply(factor)
                    .movePointLeft(9)
                    .toBigInteger()
                    .longValueExact();
            var frames = Rig.control(channel).transferredBytes() / 128;
            assertThat(frames).isBetween(exact - (speed == 1 ? 0 : 1), exact).isGreaterThanOrEqualTo(last);
            assertThat(channel.readCounter()).isEqualTo(mapSize - (int) (frames * 128 % mapSize));
            last = frames;
        }
        assertThat(card.renderedFrames(0)).isEqualTo(last);
    }

    @Test
    @DisplayName("B26: what is captured after 56 days is the frame of that moment")
    @Tag("B26")
    void shouldCaptureTheRightFrameAfter56Days() throws AudioException {
        var format = new WaveFormat(384_000, 1, Encoding.S32);
        var card = rig.card("sim", "capture.from=counter");
        var channel = Rig.channel(card, Direction.CAPTURE, format, 400);
        channel.start(400, false);
        rig.clock.advance(56 * 24 * HOUR);
        var frames = 56L * 24 * 3600 * 384_000;
        assertThat(Rig.control(channel).transferredBytes()).isEqualTo(frames * 4);
        var newest = (int) ((frames - 1) % 100) * 4;
        assertThat(Rig.get(channel, newest, 4).getInt(0)).isEqualTo((int) (frames - 1));
    }
}
