// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Conversion;
import org.wavedock.stream.Policy;
import org.wavedock.stream.StreamRequest;
import org.wavedock.stream.SwapReason;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;

@DisplayName("The device of a stream")
@ParameterizedClass
@EnumSource(Drive.class)
class SelectionTest {
    private static final int SECOND = 48_000;

    private final Rig rig;

    SelectionTest(Drive drive) {
        rig = new Rig(drive);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private void identified(String name, int ranking, String identity) {
        rig.card(name, ranking, Map.of("identity", identity));
    }

    private static String deviceOf(AudioStream stream) {
        return stream.snapshot().device();
    }

    /** Plays to the end; the stream was nowhere but on these devices, in this order. */
    private void finish(AudioStream stream, int frames, String... devices) throws AudioException {
        rig.finish(stream);
        var account = stream.snapshot();
        assertThat(account.segments()).extracting("device").containsExactly((Object[]) devices);
        assertThat(account.framesRendered()).isEqualTo(frames);
        assertThat(account.framesLost()).isZero();
        assertThat(account.framesDropped()).isZero();
        assertThat(account.framesRepeated()).isZero();
    }

    private AudioStream running(AudioStream stream) throws AudioException {
        stream.start();
        rig.write(stream, SECOND);
        return stream;
    }

    @Test
    @DisplayName("stays the same for a reluctant one, until it leaves")
    void reluctantStays() throws AudioException {
        rig.card("sim0", 0);
        var stream = running(rig.open(Policy.FOLLOW_RELUCTANT));
        rig.card("best", 10);
        rig.write(stream, SECOND);
        assertThat(deviceOf(stream)).isEqualTo("sim0");
        rig.leave("sim0");
        rig.write(stream, SECOND);
        rig.card("sim2", 20);
        rig.write(stream, SECOND);
        finish(stream, 4 * SECOND, "sim0", "best");
    }

    @Test
    @DisplayName("is where a reluctant one was asked to go, and stays it")
    void reluctantObeys() throws AudioException {
        rig.card("sim0", 10);
        rig.card("sim1", 0);
        var stream = running(rig.open("sim0", Policy.FOLLOW_RELUCTANT));
        assertThat(stream.swapTo("sim1", Rig.LONG).reason()).isEqualTo(SwapReason.REQUESTED);
        rig.write(stream, SECOND);
        rig.rank("sim0", 20);
        rig.write(stream, SECOND);
        finish(stream, 3 * SECOND, "sim0", "sim1");
    }

    @Test
    @DisplayName("is not left by a reluctant one that could not go where it was asked to")
    void reluctantStaysAfterRefusal() throws AudioException {
        rig.card("sim0", 0);
        rig.card("poor", 10, Map.of("rate.max", 44_100));
        var stream = running(rig.board.open(rig.driven(StreamRequest.render("music", Rig.FORMAT))
                .with(Policy.FOLLOW_RELUCTANT)
                .converting(Conversion.NONE)));
        assertThatThrownBy(() -> stream.swapTo("poor", Rig.LONG)).hasMessageContaining("44100");
        rig.card("best", 10);
        rig.write(stream, SECOND);
        finish(stream, 2 * SECOND, "sim0");
    }

    @Test
    @DisplayName("is waited for by a pinned one, from the beginning and whenever it is away")
    void pinnedWaits() throws AudioException {
        rig.card("other", 10);
        var before = rig.scheduler.nanoTime();
        var stream = rig.open("mine", Policy.PINNED_WAIT);
        assertThat(rig.scheduler.nanoTime() - before).isLessThan(1_000_000);
        stream.start();
        rig.write(stream, 24_000);
        assertThatThrownBy(() -> stream.write(Rig.buffer(1), Rig.MOMENT))
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DEVICE_NOT_READY));
        rig.card("mine", 0);
        rig.write(stream, SECOND);
        rig.leave("mine");
        assertThat(deviceOf(stream)).isNull();
        rig.pass(Duration.ofSeconds(1));
        rig.arrive("mine", rig.gone("mine"), 0);
        rig.write(stream, SECOND);
        finish(stream, 24_000 + 2 * SECOND, "mine", "mine");
        assertThat(stream.swaps()).extracting("from", "to").containsExactly(tuple(null, "mine"), tuple("mine", "mine"));
    }

    @Test
    @DisplayName("is recognised by its identity, not by its name")
    void pinnedByIdentity() throws AudioException {
        identified("usb0", 0, "serial-1");
        var stream = running(rig.open("usb0", Policy.PINNED_WAIT));
        rig.leave("usb0");
        identified("usb1", 0, "serial-2");
        rig.arrive("usb0", rig.gone("usb1"), 0);
        rig.pass(Duration.ofSeconds(1));
        assertThat(deviceOf(stream)).isNull();
        identified("usb2", 0, "serial-1");
        rig.write(stream, SECOND);
        finish(stream, 2 * SECOND, "usb0", "usb2");
    }

    @Test
    @DisplayName("can be asked for by its identity")
    void askedForByIdentity() throws AudioException {
        var stream = rig.open("serial-1", Policy.PINNED_WAIT);
        stream.start();
        identified("usb0", 0, "serial-1");
        rig.card("sim0", 10);
        rig.write(stream, SECOND);
        assertThat(deviceOf(stream)).isEqualTo("usb0");
        rig.leave("usb0");
        assertThat(stream.swapTo("sim0", Rig.LONG).to()).isEqualTo("sim0");
        identified("usb1", 0, "serial-1");
        assertThat(stream.swapTo("serial-1", Rig.LONG).to()).isEqualTo("usb1");
        rig.write(stream, SECOND);
        rig.finish(stream);
        assertThat(stream.snapshot().framesRendered()).isEqualTo(2 * SECOND);
    }

    @Test
    @DisplayName("may be either of two with one identity, and the one that was named")
    void twins() throws AudioException {
        identified("left", 10, "twin");
        identified("right", 0, "twin");
        rig.card("sim0", 20);
        var stream = running(rig.open("right", Policy.PINNED_WAIT));
        assertThat(deviceOf(stream)).isEqualTo("right");
        rig.leave("right");
        rig.write(stream, SECOND);
        assertThat(deviceOf(stream)).isEqualTo("left");
        rig.arrive("right", rig.gone("right"), 30);
        rig.write(stream, SECOND);
        assertThat(deviceOf(stream)).isEqualTo("left");
        stream.swapTo("right", Rig.LONG);
        rig.write(stream, SECOND);
        finish(stream, 4 * SECOND, "right", "left", "right");
    }

    @Test
    @DisplayName("is another one for a pinned stream that was asked to go there")
    void pinnedAnew() throws AudioException {
        rig.card("sim0", 10);
        rig.card("sim1", 0);
        var stream = running(rig.open("sim0", Policy.PINNED_WAIT));
        stream.swapTo("sim1", Rig.LONG);
        rig.write(stream, SECOND);
        rig.leave("sim1");
        rig.pass(Duration.ofSeconds(1));
        assertThat(deviceOf(stream)).isNull();
        rig.arrive("sim1", rig.gone("sim1"), 0);
        rig.write(stream, SECOND);
        finish(stream, 3 * SECOND, "sim0", "sim1", "sim1");
    }

    @Test
    @DisplayName("may leave and come back while a pinned stream drains")
    void pinnedDrains() throws AudioException {
        rig.card("mine", 0);
        rig.card("other", 10);
        var stream = rig.open("mine", Policy.PINNED_WAIT);
        stream.start();
        rig.write(stream, 24_000);
        rig.later(Duration.ofMillis(100), () -> rig.leave("mine"));
        rig.later(Duration.ofMillis(900), () -> rig.arrive("mine", rig.gone("mine"), 0));
        var before = rig.scheduler.nanoTime();
        finish(stream, 24_000, "mine", "mine");
        assertThat(rig.scheduler.nanoTime() - before).isGreaterThan(1_200_000_000);
    }

    @Test
    @DisplayName("that is remembered outranks the ranking, and what a stream asks for outranks both")
    void preferencesOutrankTheRanking() throws AudioException {
        rig.card("sim0", 20);
        rig.card("sim1", 10);
        identified("sim2", 0, "serial-2");
        rig.board.prefer(Direction.CAPTURE, List.of("sim0"));
        var follower = running(rig.open());
        var explicit = rig.open("sim1");
        var reluctant = rig.open(Policy.FOLLOW_RELUCTANT);
        var pinned = rig.open("sim1", Policy.PINNED_FAIL);
        rig.board.prefer(Direction.RENDER, List.of("absent", "serial-2", "sim1"));
        rig.write(follower, SECOND);
        assertThat(List.of(follower, explicit, reluctant, pinned))
                .extracting(SelectionTest::deviceOf)
                .containsExactly("sim2", "sim1", "sim0", "sim1");
        assertThat(follower.swaps()).singleElement().extracting("reason").isEqualTo(SwapReason.BETTER_DEVICE);
        rig.leave("sim2");
        rig.write(follower, SECOND);
        assertThat(deviceOf(follower)).isEqualTo("sim1");
        rig.card("absent", -5);
        rig.write(follower, SECOND);
        assertThat(deviceOf(follower)).isEqualTo("absent");
        rig.board.prefer(Direction.RENDER, List.of());
        rig.write(follower, SECOND);
        follower.drain(Rig.LONG);
        assertThat(follower.snapshot().segments())
                .extracting("device")
                .containsExactly("sim0", "sim2", "sim1", "absent", "sim0");
        assertThat(follower.snapshot().framesRendered()).isEqualTo(5 * SECOND);
    }
}
