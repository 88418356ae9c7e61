// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavedock.console.Order.Kind;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

class PlayerTest {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);

    @TempDir
    private Path folder;

    private final FakeStream stream = new FakeStream(StreamRequest.render("test", FORMAT));
    private final Cancellation cancellation = new Cancellation();
    private Path file;
    private byte[] data;

    @BeforeEach
    void compose() throws Exception {
        file = folder.resolve("in.wav");
        data = Sounds.wav(file, FORMAT, 48_000 * 2);
    }

    private void play(Order... orders) throws Exception {
        try (var input = AudioFiles.open(file.toString())) {
            Schedule.requireWithin(List.of(orders), input);
            var progress = new Progress(new Terminal(null, null, false), "x", -1);
            new Player(
                            stream,
                            input,
                            new Schedule(List.of(orders), FORMAT, null, null),
                            progress,
                            new Player.Patience(cancellation, Duration.ofSeconds(5)))
                    .play();
        }
    }

    @Test
    void writes_all_of_it_and_waits_until_it_is_heard() throws Exception {
        play();

        assertThat(stream.heard.toByteArray()).isEqualTo(data);
        assertThat(stream.snapshot().framesRendered()).isEqualTo(96_000);
        assertThat(stream.events).containsExactly("start at 4800");
    }

    @Test
    void starts_a_stream_shorter_than_the_prefill_too() throws Exception {
        data = Sounds.wav(file, FORMAT, 100);

        play();

        assertThat(stream.snapshot().framesRendered()).isEqualTo(100);
    }

    @Test
    void carries_out_orders_in_the_order_of_time_within_ten_milliseconds() throws Exception {
        play(
                Order.parse(Kind.SWAP, "c@1.9999"),
                Order.parse(Kind.SWAP, "b@1.7"),
                Order.parse(Kind.SWAP, "a@0.5"),
                Order.parse(Kind.SWAP, "z@0"));

        assertThat(stream.events)
                .containsExactly(
                        "start at 4800",
                        "swap to z at 0",
                        "swap to a at 24000",
                        "swap to b at 81600",
                        "swap to c at 96000");
    }

    @Test
    void refuses_orders_past_the_end() throws Exception {
        var order = Order.parse(Kind.SWAP, "a@2");

        assertThatThrownBy(() -> play(order))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("--swap a@2 is past the end of ")
                .hasMessageEndingWith("in.wav, which has 96000 frames, 0:02.000");
        assertThat(stream.events).isEmpty();
    }

    @Test
    void says_which_order_failed() throws Exception {
        var order = Order.parse(Kind.SWAP, "broken@1");

        assertThatThrownBy(() -> play(order)).hasMessage("--swap broken@1 failed: broken cannot do it");
    }

    @Test
    void gives_up_on_a_device_that_stands_still() {
        stream.standsAt = 30_000;

        assertThatThrownBy(this::play).hasMessageContaining("sim0 stands still at frame 30000");
    }

    @Test
    void gives_up_when_no_device_is_left() {
        stream.standsAt = 95_000;
        stream.leaveDevice();

        assertThatThrownBy(this::play).hasMessageContaining("no device is left that could go on at frame 95000");
    }

    @Test
    void stops_when_asked_to() {
        cancellation.request();

        assertThatThrownBy(this::play)
                .satisfies(e -> assertThat(((Failure) e).isCancelled()).isTrue());
    }
}
