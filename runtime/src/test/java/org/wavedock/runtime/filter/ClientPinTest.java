// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavedock.runtime.filter.Bench.CAPTURE;
import static org.wavedock.runtime.filter.Bench.FORMAT;
import static org.wavedock.runtime.filter.Bench.RENDER;
import static org.wavedock.runtime.filter.RegistryTest.assertRefused;

import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.portcls.PinDescriptor;
import org.wavedock.portcls.WaveFilter.Streaming;
import org.wavedock.portcls.WavePin;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

@DisplayName("A client's pin")
class ClientPinTest {
    private final Bench bench = new Bench();

    @AfterEach
    void tearDown() {
        bench.close();
    }

    @Test
    @Tag("A43")
    @DisplayName("the capture flag is the pin's direction, and there are only the pins that are described")
    void shouldOpenInThePinsDirection() throws AudioException {
        var asked = new ArrayList<String>();
        var opener = bench.miniport.opener;
        bench.miniport.opener = (pin, capture, format) -> {
            asked.add(pin + (capture ? " captures" : " renders"));
            return opener.open(pin, capture, format);
        };
        bench.open(RENDER, Streaming.ORDINARY);
        bench.open(CAPTURE, Streaming.ORDINARY);
        assertRefused(Reason.INVALID_PARAMETER, () -> bench.open(2, Streaming.ORDINARY));
        assertRefused(Reason.INVALID_PARAMETER, () -> bench.open(-1, Streaming.ORDINARY));
        assertThat(asked).containsExactly("0 renders", "1 captures");
    }

    @Test
    @DisplayName("a format outside of the pin's data ranges does not reach the miniport")
    void shouldRefuseFormats() {
        var four = new WaveFormat(48_000, 4, Encoding.S16);
        assertRefused(Reason.FORMAT_NOT_SUPPORTED, () -> bench.client.newPin(RENDER, four, Streaming.ORDINARY));
        assertRefused(Reason.FORMAT_NOT_SUPPORTED, () -> bench.client.newPin(RENDER, null, Streaming.ORDINARY));
        assertThat(bench.streams).isEmpty();
    }

    @Test
    @Tag("A49")
    @DisplayName("the frame size that the miniport answered is the size of the packets that the client is asked for")
    void shouldTellTheFrameSize() throws AudioException {
        bench.miniport.opener = (pin, capture, format) -> {
            var stream = new FakeStream(format);
            stream.frameSize = 1_764;
            return stream.opened();
        };
        var framing = bench.open(RENDER, Streaming.ORDINARY).allocatorFraming();
        assertThat(framing.frameSize()).isEqualTo(1_764);
        assertThat(framing.frames()).isGreaterThanOrEqualTo(3);
        assertThat(framing.alignment()).isEqualTo(4);
    }

    @Test
    @DisplayName("any state is reached by neighbouring steps; the one that it is in costs nothing")
    void shouldExpandStates() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY, StreamState.RUN);
        pin.setState(StreamState.RUN);
        assertThat(bench.stream().calls).containsExactly("ACQUIRE", "PAUSE", "RUN", "addMember");
        bench.stream().calls.clear();
        pin.setState(StreamState.STOP);
        assertThat(bench.stream().calls).containsExactly("removeMember", "PAUSE", "ACQUIRE", "STOP");
    }

    @Test
    @DisplayName("an ascent ends at the first failure, a descent at STOP")
    void shouldCopeWithRefusedStates() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY);
        var stream = bench.stream();
        stream.refused.add(StreamState.RUN);
        assertRefused(Reason.UNSUCCESSFUL, () -> pin.setState(StreamState.RUN));
        assertThat(pin.state()).isEqualTo(StreamState.PAUSE);
        stream.refused.clear();
        pin.setState(StreamState.RUN);
        stream.refused.add(StreamState.PAUSE);
        stream.calls.clear();
        assertRefused(Reason.UNSUCCESSFUL, () -> pin.setState(StreamState.STOP));
        assertThat(pin.state()).isEqualTo(StreamState.STOP);
        assertThat(stream.calls).containsExactly("removeMember", "PAUSE", "ACQUIRE", "STOP");
    }

    @Test
    @Tag("B14")
    @DisplayName("setting the format that it has succeeds in every state without a word to the miniport")
    void shouldNotSetTheSameFormat() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY);
        for (var state : StreamState.values()) {
            pin.setState(state);
            pin.setFormat(new WaveFormat(48_000, 2, Encoding.S16));
        }
        assertThat(bench.stream().calls).noneMatch(call -> call.startsWith("setFormat"));
    }

    @Test
    @Tag("B15")
    @DisplayName("another format is refused in RUN and while packets wait, and otherwise set in the state it is in")
    void shouldSetFormatsWhenNothingRuns() throws AudioException {
        var mono = new WaveFormat(48_000, 1, Encoding.S16);
        var pin = bench.open(RENDER, Streaming.ORDINARY, StreamState.RUN);
        assertRefused(Reason.INVALID_DEVICE_REQUEST, () -> pin.setFormat(mono));
        assertThat(pin.format()).isEqualTo(FORMAT);
        assertThat(bench.stream().calls).noneMatch(call -> call.startsWith("setFormat"));
        pin.setState(StreamState.ACQUIRE);
        pin.submit(bench.packet(400));
        assertRefused(Reason.INVALID_DEVICE_REQUEST, () -> pin.setFormat(mono));
        pin.cancelAll();
        pin.setFormat(mono);
        assertThat(pin.format()).isEqualTo(mono);
        assertThat(bench.stream().format).isEqualTo(mono);
        assertThat(pin.state()).isEqualTo(StreamState.ACQUIRE);
        var rate = new WaveFormat(11_025, 2, Encoding.U8);
        pin.setState(StreamState.PAUSE);
        pin.setFormat(rate);
        assertThat(pin.state()).isEqualTo(StreamState.PAUSE);
        assertThat(pin.allocatorFraming().alignment()).isEqualTo(2);
    }

    @Test
    @Tag("B30")
    @DisplayName("opening beyond the limit is refused and leaves the count; what is open goes on, a close makes room")
    void shouldKeepTheInstanceLimit() throws AudioException {
        var first = bench.open(RENDER, Streaming.ORDINARY, StreamState.RUN);
        bench.open(RENDER, Streaming.ORDINARY);
        assertThat(bench.client.pinCounts(RENDER).filterCurrent()).isEqualTo(2);
        assertRefused(Reason.INSUFFICIENT_RESOURCES, () -> bench.open(RENDER, Streaming.ORDINARY));
        assertThat(bench.client.pinCounts(RENDER).filterCurrent()).isEqualTo(2);
        assertThat(bench.streams).hasSize(2);
        assertThat(first.state()).isEqualTo(StreamState.RUN);
        first.close();
        first.close();
        assertThat(bench.client.pinCounts(RENDER).filterCurrent()).isOne();
        bench.open(RENDER, Streaming.ORDINARY);
    }

    @Test
    @Tag("B30")
    @DisplayName("a stream that the miniport refuses is not counted")
    void shouldNotCountRefusedStreams() throws AudioException {
        bench.miniport.opener = (pin, capture, format) -> {
            throw new AudioException(Reason.INSUFFICIENT_RESOURCES, "none is free");
        };
        assertRefused(Reason.INSUFFICIENT_RESOURCES, () -> bench.open(CAPTURE, Streaming.ORDINARY));
        assertThat(bench.client.pinCounts(CAPTURE).filterCurrent()).isZero();
    }

    @Test
    @Tag("A107")
    @DisplayName("the miniport is asked for the counts at each opening, and may lower them")
    void shouldAskForPinCounts() throws AudioException {
        bench.open(CAPTURE, Streaming.ORDINARY);
        assertThat(bench.miniport.asked.filterCurrent()).isZero();
        assertThat(bench.miniport.asked.filterPossible()).isEqualTo(PinDescriptor.UNLIMITED);
        bench.miniport.possible = 1;
        assertRefused(Reason.INSUFFICIENT_RESOURCES, () -> bench.open(CAPTURE, Streaming.ORDINARY));
        assertThat(bench.miniport.asked.filterCurrent()).isOne();
        assertThat(bench.client.pinCounts(CAPTURE).filterPossible()).isOne();
        bench.miniport.possible = 2;
        bench.open(CAPTURE, Streaming.ORDINARY);
    }

    @Test
    @DisplayName("a closed pin says so, and so do all of its methods")
    void shouldAnswerAfterItsEnd() throws AudioException {
        var pin = bench.open(RENDER, Streaming.ORDINARY, StreamState.RUN);
        pin.close();
        assertRefusing(pin, Reason.INVALID_DEVICE_STATE);
        assertThat(pin.cancel(bench.packet(4))).isFalse();
        pin.cancelAll();
    }

    static void assertRefusing(WavePin pin, Reason reason) {
        assertThat(pin.state()).isEqualTo(StreamState.STOP);
        assertRefused(reason, () -> pin.setState(StreamState.PAUSE));
        assertRefused(reason, () -> pin.setFormat(FORMAT));
        assertRefused(reason, pin::position);
        assertRefused(reason, pin::allocatorFraming);
        assertRefused(reason, pin::beginReset);
        assertRefused(reason, pin::endReset);
        assertRefused(reason, () -> pin.addPositionEvent(0, () -> {}));
        assertRefused(
                reason,
                () -> pin.submit(new org.wavedock.portcls.StreamPacket(
                        java.nio.ByteBuffer.allocateDirect(4), 0, 4, (packet, why, bytes) -> {})));
    }
}
