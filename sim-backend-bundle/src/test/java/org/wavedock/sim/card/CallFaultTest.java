// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.sim.fault.DeviceMethod;
import org.wavedock.sim.fault.Effect;
import org.wavedock.sim.fault.Fault;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

@DisplayName("What goes wrong with calls")
class CallFaultTest extends FaultRig {
    @Test
    @DisplayName("allocation: larger buffers are refused, or all")
    void allocation() throws AudioException {
        var card = card("allocation@0 of 64 for 10; allocation@10 of 0 for 10");
        var channel = card.newChannel(Direction.RENDER, Rig.MONO, RING);
        shouldRefuse(Reason.INSUFFICIENT_RESOURCES, () -> channel.allocateBuffer(65, IDmaChannel.UNCONSTRAINED));
        channel.allocateBuffer(64, IDmaChannel.UNCONSTRAINED);
        channel.freeBuffer();
        rig.frames(10);
        shouldRefuse(Reason.INSUFFICIENT_RESOURCES, () -> channel.allocateBuffer(1, IDmaChannel.UNCONSTRAINED));
        rig.frames(10);
        channel.allocateBuffer(RING, IDmaChannel.UNCONSTRAINED);
    }

    @Test
    @DisplayName("format: none is good enough, asked for or opened")
    void format() throws AudioException {
        var card = card("format@0 for 10");
        shouldRefuse(Reason.FORMAT_NOT_SUPPORTED, () -> card.checkFormat(Direction.RENDER, Rig.MONO));
        shouldRefuse(Reason.FORMAT_NOT_SUPPORTED, () -> card.newChannel(Direction.CAPTURE, Rig.MONO, 8));
        rig.frames(10);
        Rig.render(card, 8);
    }

    @Test
    @DisplayName("slow: every call takes so much longer")
    void slow() throws AudioException {
        var card = card("slow@0 in newChannel by 80 for 1s");
        Rig.render(card, 8);
        assertThat(card.frame()).isEqualTo(80);
        Rig.render(card, 8);
        assertThat(card.frame()).isEqualTo(160);
        rig.frames(8000);
        Rig.render(card, 8);
        assertThat(card.frame()).isEqualTo(8160);
    }

    @Test
    @DisplayName("hang: no call returns before it is over, and then the card is where it would have been")
    void hang() throws AudioException {
        var card = card("hang@10 in getPosition for 800");
        var channel = playing(card);
        rig.frames(20);
        channel.copyTo(0, ByteBuffer.allocate(1), 0, 1);
        assertThat(card.frame()).as("another method").isEqualTo(20);
        assertThat(frames(channel)).isEqualTo(card.frame()).isBetween(810L, 900L);
    }

    @Test
    @DisplayName("hang for ever: until the card is closed, or the thread is interrupted")
    void hangForEver() throws AudioException {
        var card = card("hang@0 in start; hang@0 in stop");
        var channel = Rig.render(card, RING);
        Thread.currentThread().interrupt();
        channel.start(RING, true);
        assertThat(Thread.interrupted()).isTrue();
        var closing = new HandClockEnd(card);
        rig.clock.onSleep(closing);
        assertThatExceptionOfType(DeviceRemovedException.class)
                .isThrownBy(channel::stop)
                .withMessageContaining("is gone");
        assertThat(closing.sleeps).isEqualTo(100);
    }

    /** Closes a card after somebody has slept for a while. */
    private static final class HandClockEnd implements Runnable {
        private final Card card;
        private int sleeps;

        HandClockEnd(Card card) {
            this.card = card;
        }

        @Override
        public void run() {
            if (++sleeps == 100) {
                card.close();
            }
        }
    }

    @Test
    @DisplayName("throw: whatever it is told to throw, as long as it is told to")
    void throwing() throws AudioException {
        var card = card("throw@10 in readCounter for 10; throw@20 in pause error; throw@20 in copyTo removed");
        var channel = playing(card);
        rig.frames(10);
        assertThat(frames(channel)).isEqualTo(10);
        assertThatIllegalStateException()
                .isThrownBy(channel::readCounter)
                .withMessage(card + " fails in readCounter, as it was told to");
        rig.frames(10);
        assertThat(channel.readCounter()).isEqualTo(RING - 20);
        assertThatExceptionOfType(AssertionError.class).isThrownBy(Rig.control(channel)::pause);
        assertThatExceptionOfType(DeviceRemovedException.class).isThrownBy(() -> Rig.put(channel, 0, 1));
        rig.frames(10);
        assertThat(channel.readCounter()).as("it does go on").isEqualTo(RING - 30);
    }

    @Test
    @DisplayName("throw in release: what the channel held is given back all the same")
    void throwInRelease() throws AudioException {
        var card = card("throw@0 in release; throw@0 in freeBuffer", "substreams=1");
        var channel = playing(card);
        assertThatIllegalStateException().isThrownBy(channel::close);
        assertThatIllegalStateException().isThrownBy(playing(card)::close);
    }

    @Test
    @DisplayName("what stands for others covers them")
    void generalMethods() throws AudioException {
        var card = card("throw@0 in setState; throw@0 in newStream");
        shouldThrow(() -> card.newChannel(Direction.RENDER, Rig.MONO, 8));
        card.inject(Fault.in(0, new Effect.Throw(DeviceMethod.CHECK_FORMAT)));
        shouldThrow(() -> card.checkFormat(Direction.RENDER, Rig.MONO));
        var other = card("throw@0 in setState");
        var channel = Rig.render(other, 8);
        shouldThrow(() -> channel.start(8, true));
        shouldThrow(channel::stop);
        shouldThrow(Rig.control(channel)::pause);
    }

    private static void shouldThrow(ThrowingCallable call) {
        assertThatIllegalStateException().isThrownBy(call).withMessageContaining("as it was told to");
    }

    /** What the interfaces have that a slave channel is asked for without a thing that could go wrong. */
    private static final Set<String> HARMLESS = Set.of("substream", "canPause", "takesCommitted", "commit");

    static Stream<Method> methods() {
        return Stream.of(IDmaChannel.class, IDmaChannelSlave.class, TransferControl.class, DmaChannelProvider.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic() && !HARMLESS.contains(method.getName()));
    }

    @ParameterizedTest
    @MethodSource("methods")
    @DisplayName("every method of the interfaces can go wrong")
    void everyMethod(Method method) throws AudioException {
        var card = card("throw@10 in " + method.getName());
        var channel = playing(card);
        rig.frames(10);
        Object target = method.getDeclaringClass() == DmaChannelProvider.class ? card : channel;
        shouldThrow(() -> call(target, method));
    }

    private static void call(Object target, Method method) throws Throwable {
        var arguments = Arrays.stream(method.getParameterTypes())
                .map(type -> ARGUMENTS.get(type))
                .toArray();
        try {
            method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(
            int.class,
            1,
            long.class,
            1L,
            boolean.class,
            true,
            ByteBuffer.class,
            ByteBuffer.allocate(8),
            Direction.class,
            Direction.RENDER,
            WaveFormat.class,
            Rig.MONO);
}
