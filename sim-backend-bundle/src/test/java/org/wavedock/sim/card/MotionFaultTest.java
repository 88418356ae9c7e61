// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavedock.sim.fault.Effect;
import org.wavedock.sim.fault.Fault;
import org.wavedock.sim.fault.FaultScript;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;

@DisplayName("What goes wrong with a transfer")
class MotionFaultTest extends FaultRig {
    @Test
    @DisplayName("unplug: at that frame and no other, however late somebody looks; the plug can be back by then")
    void unplug() throws AudioException {
        for (var step : new int[] {1, 7, 1000}) {
            var card = card("unplug@50 for 20");
            var channel = playing(card);
            assertThatExceptionOfType(DeviceRemovedException.class)
                    .isThrownBy(() -> {
                        for (; ; ) {
                            rig.frames(step);
                            channel.readCounter();
                        }
                    })
                    .withMessageContaining(card + " has been unplugged");
            assertThat(card.renderedFrames(0))
                    .as("looking every %d frames", step)
                    .isEqualTo(50);
            assertThat(card.isPlugged()).isEqualTo(step == 1000);
            channel.close();
        }
    }

    @Test
    @DisplayName("unplug and replug: no channel can be opened in between, and what was open stays lost")
    void replug() throws AudioException {
        var card = card("unplug@50; replug@70");
        var channel = playing(card);
        rig.frames(69);
        shouldRefuse(Reason.DEVICE_REMOVED, () -> Rig.render(card, 8));
        rig.frames(1);
        Rig.render(card, 8).close();
        shouldRefuse(Reason.DEVICE_REMOVED, () -> channel.start(8, true));
    }

    @Test
    @DisplayName("stall: the cursor stands and goes on where it stood")
    void stall() throws AudioException {
        var card = card("stall@10 for 20; stall@60");
        var channel = playing(card);
        assertThat(places(card, channel, 9, 10, 20, 30, 31, 59, 60, 5000))
                .containsExactly(9L, 10L, 10L, 10L, 11L, 39L, 40L, 40L);
        assertThat(Rig.control(channel).hasStopped()).isFalse();
        channel.stop();
        channel.start(RING, true);
        rig.frames(10);
        assertThat(frames(channel)).as("a new transfer on a card that stands").isZero();
    }

    @Test
    @DisplayName("xrun: the transfer ends by itself, and can be started again")
    void xrun() throws AudioException {
        var card = card("xrun@10; xrun@1000");
        var channel = playing(card);
        var control = Rig.control(channel);
        assertThat(places(card, channel, 9, 10, 20)).containsExactly(9L, 10L, 10L);
        assertThat(control.hasStopped()).isTrue();
        control.resume();
        rig.frames(5);
        assertThat(frames(channel)).as("it does not just go on").isEqualTo(10);
        channel.stop();
        assertThat(control.hasStopped()).isFalse();
        channel.start(RING, true);
        rig.frames(5);
        assertThat(frames(channel)).isEqualTo(5);
        assertThat(control.hasStopped()).isFalse();
        channel.stop();
        rig.frames(2000);
        assertThat(control.hasStopped()).as("nothing ran").isFalse();
    }

    @Test
    @DisplayName("burst: the cursor leaps from one multiple to the next, and is where it should be afterwards")
    void burst() throws AudioException {
        var card = card("burst@10 of 8 for 20");
        assertThat(places(card, playing(card), 9, 17, 18, 25, 26, 29, 30, 31))
                .containsExactly(9L, 10L, 18L, 18L, 26L, 26L, 30L, 31L);
    }

    @Test
    @DisplayName("drift: the cursor runs faster or slower than before")
    void drift() throws AudioException {
        var card = card("drift@100 1000000ppm for 100; drift@300 -500000ppm", "speed=1");
        assertThat(places(card, playing(card), 100, 150, 200, 300, 400)).containsExactly(100L, 200L, 300L, 400L, 450L);
    }

    @Test
    @DisplayName("jump: the cursor leaps, and what lay there has been heard")
    void jump() throws AudioException {
        var card = card("jump@10 by 50");
        var channel = playing(card);
        assertThat(places(card, channel, 9, 10, 11)).containsExactly(9L, 60L, 61L);
        assertThat(card.renderedFrames(0)).isEqualTo(61);
        Rig.control(channel).pause();
        card.inject(Fault.in(5, new Effect.Jump(10)));
        rig.frames(10);
        assertThat(frames(channel)).as("a cursor that stands does not leap").isEqualTo(61);
    }

    @Test
    @DisplayName("position: what is said is wrong, what is done is not")
    void position() throws AudioException {
        var card = card("position@10 +7 for 10; position@30 -35 for 10");
        var channel = playing(card);
        assertThat(places(card, channel, 9, 10, 19, 20, 31, 40)).containsExactly(9L, 17L, 26L, 20L, -4L, 40L);
        card.inject(Fault.in(0, new Effect.Offset(-41)));
        assertThat(channel.readCounter()).isEqualTo(1);
        assertThat(card.renderedFrames(0)).isEqualTo(40);
    }

    @Test
    @DisplayName("nonsense: numbers that cannot be, the same ones each time")
    void nonsense() throws AudioException {
        var card = card("nonsense@10 for 100");
        var twin = card("nonsense@10 for 100");
        var channel = playing(card);
        var other = playing(twin);
        var seen = new ArrayList<Long>();
        for (var frame = 10; frame < 110; frame++) {
            rig.frames(frame - card.frame());
            seen.add(frames(channel));
            assertThat(frames(other)).isEqualTo(seen.get(seen.size() - 1));
        }
        assertThat(seen)
                .doesNotHaveDuplicates()
                .anyMatch(frames -> frames < 0)
                .allMatch(frames -> Math.abs(frames) > 1_000_000);
        assertThat(channel.readCounter()).matches(count -> count < 0 || count > RING);
        rig.frames(1);
        assertThat(frames(channel)).isEqualTo(110);
    }

    @Test
    @DisplayName("corrupt: what is heard, or comes in, is another one")
    void corrupt() throws AudioException {
        var card = card("corrupt@10 for 5", "fifo.frames=3");
        var channel = playing(card);
        rig.frames(30);
        channel.readCounter();
        var heard = card.rendered(0);
        assertThat(heard).hasSize(27);
        assertThat(IntStream.range(0, 27).filter(at -> heard[at] != at)).containsExactly(7, 8, 9, 10, 11);

        var source = card("corrupt@35 for 5");
        var capture = Rig.channel(source, Direction.CAPTURE, Rig.MONO, RING);
        rig.frames(30);
        capture.start(RING, false);
        rig.frames(20);
        var captured = Rig.get(capture, 0, 20);
        assertThat(IntStream.range(0, 20).filter(at -> captured.get(at) != at)).containsExactly(5, 6, 7, 8, 9);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50, 400})
    @DisplayName("a whole day of it looks the same, however often somebody looks")
    void independentOfLooking(int step) throws AudioException {
        var card = card("stall@20 for 30; jump@60 by 11; corrupt@80 for 10; burst@100 of 7 for 25; drift@140 20000ppm;"
                + " xrun@300; unplug@390");
        var channel = playing(card);
        var places = new ArrayList<Long>();
        for (var frame = step; frame <= 380; frame += step) {
            rig.frames(step);
            var place = frames(channel);
            if (frame % 50 == 0) {
                places.add(place);
            }
        }
        rig.frames(400);
        channel.close();
        var heard = card.rendered(0);
        assertThat(heard).hasSize(284);
        assertThat(IntStream.range(0, heard.length).filter(at -> heard[at] != at % RING))
                .containsExactlyElementsOf(IntStream.range(61, 71).boxed().toList());
        if (step < 100 && step != 3) {
            assertThat(places).containsExactly(20L, 81L, 131L, 182L, 233L, 284L, 284L);
        }
    }

    @Test
    @DisplayName("faults come from everywhere: the past is refused, what is to come can still change")
    void injection() throws AudioException {
        var card = card("stall@100 for 10");
        var channel = playing(card);
        rig.frames(50);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> card.inject(FaultScript.parse("stall@60; stall@49")))
                .withMessageContaining("\"stall@49\" has passed")
                .withMessageContaining("frame 50");
        card.inject(FaultScript.parse("stall@+0 for 10; stall@105 for 10"));
        assertThat(card.faults()).hasToString("stall@100 for 10\nstall@50 for 10\nstall@105 for 10\n");
        assertThat(places(card, channel, 60, 100, 200)).containsExactly(50L, 90L, 175L);
        card.unplug();
        card.replug();
        card.unplug();
        card.replug();
        assertThat(card.isPlugged()).isTrue();
        assertThatExceptionOfType(DeviceRemovedException.class).isThrownBy(channel::readCounter);
        card.close();
        card.inject(Fault.in(0, new Effect.Replug()));
        assertThat(card.isPlugged()).isFalse();
    }

    @Test
    @DisplayName("a fault's frame is one of the card's clock, not of the platform's")
    void cardTime() throws AudioException {
        for (var speed : new double[] {0.1, 0.999, 1.001, 3.7, 700}) {
            var card = card("stall@12345", "speed=" + speed);
            var channel = playing(card);
            rig.clock.advance(1_000_000_000_000L);
            assertThat(frames(channel)).as("at speed %s", speed).isEqualTo(12_345);
        }
    }
}
