// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.TransferControl;
import org.wavedock.portcls.IMiniportWavePciStream;
import org.wavedock.portcls.IServiceSink;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.sim.fault.FaultScript;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

@DisplayName("What goes wrong with a card, seen through its bus master")
class MasterFaultTest {
    /** A frame is a byte, and the card's clock counts those. */
    private static final WaveFormat FORMAT = new WaveFormat(8_000, 1, Encoding.U8);

    private static final int FRAMES = 2_000;
    /** What the interfaces have that could not go wrong. */
    private static final Set<String> HARMLESS = Set.of("substream", "canPause", "takesCommitted", "commit");

    private static final Map<Class<?>, Object> ARGUMENTS =
            Map.of(long.class, 1L, WaveFormat.class, FORMAT, StreamState.class, StreamState.RUN);

    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final AtomicInteger interrupts = new AtomicInteger();
    private final byte[] content = new byte[FRAMES];
    private final ByteBuffer memory = ByteBuffer.allocateDirect(FRAMES).order(ByteOrder.LITTLE_ENDIAN);
    private Card card;
    private PacketQueue queue;
    private IMiniportWavePciStream stream;

    MasterFaultTest() {
        new Random(5).nextBytes(content);
        memory.put(0, content);
    }

    private final class Interrupted extends CUnknown implements IServiceSink {
        @Override
        public void requestService() {
            interrupts.incrementAndGet();
        }

        @Override
        protected void destroy() {
            // It holds nothing.
        }
    }

    /** A stream that runs from the card's frame 0 on, with all that there is in its list. */
    private void run(String faults, boolean capture) throws AudioException {
        open(faults, capture);
        var ladder = new StateLadder(stream::setState);
        ladder.go(StreamState.RUN);
    }

    private void open(String faults, boolean capture) throws AudioException {
        card = new Card(
                CardSettings.of(Map.of(
                        "render.to", "memory", "capture.from", "counter", "clock.rate", 8_000, "faults", faults)),
                scheduler,
                new CardRegistry());
        var port = new WavePciPort();
        var ports = new Ports(scheduler);
        try (var miniport = card.newWavePciMiniport(ports)) {
            port.init(miniport, card.adapter(), null);
        }
        var pages = new PageMap(port.map(memory));
        queue = new PacketQueue(capture, 64);
        var opened = port.open(queue, capture ? 1 : 0, capture, FORMAT);
        stream = opened.stream();
        opened.serviceGroup().addMember(new Interrupted());
        queue.bind(port.miniport(), stream);
        queue.open();
        assertThat(queue.submit(new Packet(pages, (which, reason, passed) -> {}).fill(0, FRAMES, false)))
                .isTrue();
    }

    private void until(long frame) {
        scheduler.sleep(FORMAT.nanosFor(frame - card.frame()));
    }

    private byte[] heard() {
        return card.rendered(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stall@10 for 20 | 9 10 30 31 60 | 9 10 10 11 40",
                "burst@10 of 8 for 20 | 9 17 18 29 30 31 | 9 10 18 26 30 31",
                "drift@100 1000000ppm for 100 | 100 150 200 300 | 100 200 300 400",
                "jump@10 by 50 | 9 10 11 | 9 60 61",
                "position@10 -15 for 10 | 9 10 19 20 | 9 -5 4 20"
            })
    @DisplayName("moves as it is told to, at that very frame")
    void moves(String faults, String times, String places) throws AudioException {
        run(faults, false);
        for (var i = 0; i < times.split(" ").length; i++) {
            until(Long.parseLong(times.split(" ")[i]));
            assertThat(stream.getPosition()).isEqualTo(Long.parseLong(places.split(" ")[i]));
        }
        assertThat(heard()).isEqualTo(Arrays.copyOf(content, heard().length));
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "400"})
    @DisplayName("looks the same however often somebody looks, to its end")
    void independentOfLooking(int step) throws AudioException {
        run("stall@20 for 30; jump@60 by 11; corrupt@80 for 10; burst@100 of 7 for 25; unplug@390", false);
        assertThatExceptionOfType(DeviceRemovedException.class).isThrownBy(() -> {
            for (; ; ) {
                until(card.frame() + step);
                stream.getPosition();
            }
        });
        var heard = heard();
        assertThat(heard).hasSize(390 - 30 + 11);
        assertThat(IntStream.range(0, heard.length).filter(at -> heard[at] != content[at]))
                .containsExactlyElementsOf(IntStream.range(61, 71).boxed().toList());
    }

    @Test
    @DisplayName("ends by itself in an xrun, and runs again after a stop")
    void xrun() throws AudioException {
        run("xrun@10", false);
        var control = (TransferControl) stream;
        until(9);
        assertThat(control.hasStopped()).isFalse();
        until(50);
        assertThat(control.hasStopped()).isTrue();
        assertThat(stream.getPosition()).isEqualTo(10);
        control.resume();
        until(60);
        assertThat(stream.getPosition()).isEqualTo(10);
        for (var state : new StreamState[] {StreamState.PAUSE, StreamState.ACQUIRE, StreamState.STOP}) {
            stream.setState(state);
        }
        assertThat(control.hasStopped()).isFalse();
        stream.setState(StreamState.ACQUIRE);
        stream.setState(StreamState.PAUSE);
        stream.setState(StreamState.RUN);
        until(65);
        assertThat(stream.getPosition()).isEqualTo(5);
    }

    @Test
    @DisplayName("damages what comes in, and nothing of the client's that goes out")
    void corrupt() throws AudioException {
        run("corrupt@5 for 5", true);
        until(20);
        stream.getPosition();
        assertThat(IntStream.range(0, 20).filter(at -> memory.get(at) != at)).containsExactly(5, 6, 7, 8, 9);

        memory.put(0, content);
        run("corrupt@" + 5 + " for 5", false);
        until(20);
        stream.getPosition();
        assertThat(heard()).isNotEqualTo(Arrays.copyOf(content, 20));
        assertThat(IntStream.range(0, FRAMES).allMatch(at -> memory.get(at) == content[at]))
                .isTrue();
    }

    @Test
    @DisplayName("interrupts in a storm whenever frames have passed, and never otherwise")
    void storm() throws AudioException {
        run("storm@10 for 30", false);
        until(10);
        stream.service();
        until(15);
        assertThat(interrupts).hasValue(0);
        stream.getPosition();
        until(30);
        assertThat(interrupts).as("a whole burst is one service").hasValue(1);
        stream.getPosition();
        stream.getPosition();
        until(50);
        assertThat(interrupts).hasValue(2);
        stream.getPosition();
        until(60);
        assertThat(interrupts).as("its last ten frames").hasValue(3);
        stream.getPosition();
        until(70);
        assertThat(interrupts).hasValue(3);
    }

    @Test
    @DisplayName("gets no memory for its list, or no format, and leaves nothing open")
    void refuses() throws AudioException {
        for (var refused : Map.of(
                        "allocation@0 of 511 for 10", Reason.INSUFFICIENT_RESOURCES,
                        "format@0 for 10", Reason.FORMAT_NOT_SUPPORTED,
                        "unplug@0 for 10", Reason.DEVICE_REMOVED)
                .entrySet()) {
            assertThatThrownBy(() -> open(refused.getKey(), false))
                    .isInstanceOfSatisfying(
                            AudioException.class, e -> assertThat(e.reason()).isEqualTo(refused.getValue()));
            until(10);
            card.inject(FaultScript.parse("xrun@+1"));
        }
        assertThatIllegalStateException().isThrownBy(() -> open("throw@0 in newStream", false));
        assertThatIllegalStateException().isThrownBy(() -> open("throw@0 in newWavePciMiniport", false));
    }

    static Stream<Method> methods() {
        return Stream.of(IMiniportWavePciStream.class, TransferControl.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> !HARMLESS.contains(method.getName()));
    }

    @ParameterizedTest
    @MethodSource("methods")
    @DisplayName("goes wrong in every method of the interfaces")
    void everyMethod(Method method) throws AudioException {
        run("throw@10 in " + method.getName(), false);
        until(10);
        var arguments =
                Arrays.stream(method.getParameterTypes()).map(ARGUMENTS::get).toArray();
        assertThatIllegalStateException()
                .isThrownBy(() -> {
                    try {
                        method.invoke(stream, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                })
                .withMessage("card sim fails in " + method.getName() + ", as it was told to");
    }

    @Test
    @DisplayName("hangs as long as it is told to, while everybody else goes on")
    void hangs() throws AudioException {
        run("hang@10 in getPosition for 100", false);
        var others = new AtomicInteger();
        scheduler.start("other", now -> {
            others.incrementAndGet();
            return now + FORMAT.nanosFor(1);
        });
        until(20);
        others.set(0);
        var position = stream.getPosition();
        assertThat(position).isEqualTo(card.frame()).isBetween(110L, 190L);
        assertThat(others.get()).isGreaterThanOrEqualTo(90);
        assertThatIllegalStateException().isThrownBy(() -> {
            card.inject(FaultScript.parse("throw@+0 in release"));
            stream.release();
        });
    }
}
