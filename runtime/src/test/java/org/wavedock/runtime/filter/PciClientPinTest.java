// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavedock.runtime.filter.Bench.CAPTURE;
import static org.wavedock.runtime.filter.Bench.FORMAT;
import static org.wavedock.runtime.filter.Bench.RENDER;
import static org.wavedock.runtime.filter.RegistryTest.assertRefused;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.portcls.AllocatorFraming;
import org.wavedock.portcls.AudioPosition;
import org.wavedock.portcls.IPortWavePci;
import org.wavedock.portcls.IPreFetchOffset;
import org.wavedock.portcls.IUnregisterSubdevice;
import org.wavedock.portcls.WaveFilter.Streaming;
import org.wavedock.portcls.WavePin;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

@DisplayName("A client's pin on a WavePci port")
class PciClientPinTest {
    private static final long TEN_MS = 10_000_000;

    private final Bench bench = new Bench();
    private final FakePci miniport = new FakePci();
    private final FakePci.Stream stream = miniport.stream;
    private IPortWavePci port;
    private FilterClient client;

    @BeforeEach
    void setUp() throws AudioException {
        port = bench.ports.newPort(IPortWavePci.class);
        port.init(miniport, null, null);
        bench.device.registerSubdevice("pci", port);
        client = bench.shelf.client("pci");
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    private WavePin open(int pin, Streaming streaming, StreamState state) throws AudioException {
        var opened = client.newPin(pin, FORMAT, streaming);
        opened.setState(state);
        return opened;
    }

    private void pass(long nanos) {
        bench.scheduler.await(() -> false, nanos);
    }

    private static void assertAt(WavePin pin, long play, long write) throws AudioException {
        assertThat(pin.position()).isEqualTo(new AudioPosition(play, write));
    }

    @Test
    @DisplayName("the miniport's framing is what the client is asked for")
    void shouldTellTheFraming() throws AudioException {
        var pin = open(RENDER, Streaming.ORDINARY, StreamState.STOP);
        assertThat(pin.allocatorFraming()).isEqualTo(new AllocatorFraming(5, 960, 16));
    }

    @Test
    @Tag("A66")
    @DisplayName("a notified stream is serviced in RUN and in no other state")
    void shouldBeServicedInRunOnly() throws AudioException {
        var pin = open(RENDER, Streaming.ORDINARY, StreamState.STOP);
        for (var state : StreamState.values()) {
            pin.setState(state);
            miniport.calls.clear();
            miniport.group.deliver();
            assertThat(miniport.calls).hasSize(state == StreamState.RUN ? 1 : 0).allMatch("service"::equals);
        }
        pin.setState(StreamState.PAUSE);
        miniport.calls.clear();
        miniport.group.deliver();
        assertThat(miniport.calls).isEmpty();
        assertThat(miniport.group.members).isEmpty();
    }

    @Test
    @Tag("A67")
    @DisplayName("without a group the port looks after events by itself each 20 ms in RUN, and services nothing")
    void shouldLookAfterEventsByItself() throws AudioException {
        miniport.hasGroup = false;
        var pin = open(RENDER, Streaming.ORDINARY, StreamState.PAUSE);
        pin.addPositionEvent(1_000, bench.fires("at"));
        pass(5 * TEN_MS);
        stream.position = 1_000;
        pass(5 * TEN_MS);
        assertThat(bench.fired).isEmpty();
        stream.position = 0;
        pin.setState(StreamState.RUN);
        pass(1);
        stream.position = 1_000;
        pass(2 * TEN_MS - 2);
        assertThat(bench.fired).isEmpty();
        pass(2);
        assertThat(bench.fired).containsExactly("at");
        pin.addPositionEvent(2_000, bench.fires("next"));
        stream.position = 2_000;
        pass(2 * TEN_MS - 2);
        assertThat(bench.fired).containsExactly("at");
        pass(2);
        assertThat(bench.fired).containsExactly("at", "next");
        assertThat(miniport.calls).doesNotContain("service");
    }

    @Test
    @Tag("A97")
    @Tag("A95")
    @DisplayName("render: play is the stream's position, write the end of the last mapping taken")
    void shouldCountMappings() throws AudioException {
        var pin = open(RENDER, Streaming.ORDINARY, StreamState.RUN);
        pin.submit(bench.packet(1_000));
        pin.submit(bench.packet(2_000));
        assertAt(pin, 0, 0);
        assertThat(stream.take()).isEqualTo(1_000);
        stream.position = 400;
        assertAt(pin, 400, 1_000);
        assertThat(stream.take()).isEqualTo(2_000);
        assertAt(pin, 400, 3_000);
        stream.position = 1_200;
        stream.release1();
        assertAt(pin, 1_200, 3_000);
        assertThat(bench.completed()).containsExactly("1 done 1000");
    }

    @Test
    @Tag("A97")
    @DisplayName("capture: play is the stream's position, write the end of the last mapping given back")
    void shouldCountReleases() throws AudioException {
        var pin = open(CAPTURE, Streaming.ORDINARY, StreamState.RUN);
        pin.submit(bench.packet(1_000));
        pin.submit(bench.packet(2_000));
        stream.take();
        stream.take();
        stream.position = 1_400;
        assertAt(pin, 1_400, 0);
        stream.release1();
        assertAt(pin, 1_400, 1_000);
        pin.setState(StreamState.STOP);
        assertThat(bench.completed()).containsExactly("1 done 1000", "2 done 400");
    }

    @Test
    @Tag("A95")
    @Tag("A99")
    @DisplayName("looped: both offsets lie in the packet and wrap at its end")
    void shouldWrapALoopedPacket() throws AudioException {
        var pin = open(RENDER, Streaming.LOOPED, StreamState.RUN);
        pin.submit(bench.packet(1_000));
        for (var round = 0; round < 5; round++) {
            assertThat(stream.take()).isEqualTo(1_000);
            assertAt(pin, 0, 0);
            stream.position += 600;
            assertAt(pin, 600, 0);
            stream.position += 400;
            assertAt(pin, 0, 0);
            stream.release1();
        }
        assertThat(bench.completed()).isEmpty();
        pin.setState(StreamState.STOP);
        assertThat(bench.completed()).containsExactly("1 done 5000");
    }

    @Test
    @Tag("A98")
    @DisplayName("with a prefetch offset write is always so far ahead of play, whatever is mapped, round the loop too")
    void shouldKeepThePrefetchOffset() throws AudioException {
        var pin = open(RENDER, Streaming.LOOPED, StreamState.RUN);
        pin.submit(bench.packet(1_000));
        miniport.port.queryInterface(IPreFetchOffset.class).orElseThrow().setPreFetchOffset(128);
        assertAt(pin, 0, 128);
        stream.take();
        stream.position = 500;
        assertAt(pin, 500, 628);
        stream.position = 900;
        assertAt(pin, 900, 28);
    }

    @Test
    @DisplayName("a miniport that asked in vain is told of the next packet: by the service in RUN, at once elsewhere")
    void shouldAnnouncePackets() throws AudioException {
        var pin = open(RENDER, Streaming.ORDINARY, StreamState.PAUSE);
        assertThat(stream.take()).isZero();
        miniport.calls.clear();
        pin.submit(bench.packet(400));
        assertThat(miniport.calls).containsExactly("mappingAvailable");
        pin.setState(StreamState.RUN);
        stream.take();
        assertThat(stream.take()).isZero();
        miniport.calls.clear();
        pin.submit(bench.packet(400));
        assertThat(miniport.calls).isEmpty();
        assertThat(miniport.group.requests).isOne();
        miniport.group.deliver();
        assertThat(miniport.calls).containsExactly("mappingAvailable", "service");
    }

    @Test
    @Tag("B12")
    @Tag("B13")
    @DisplayName("a reset takes every mapping back and cancels every packet; until it ends none is taken")
    void shouldReset() throws AudioException {
        var pin = open(RENDER, Streaming.ORDINARY, StreamState.RUN);
        pin.submit(bench.packet(1_000));
        pin.submit(bench.packet(1_000));
        stream.take();
        miniport.calls.clear();
        pin.beginReset();
        assertThat(miniport.calls).containsExactly("revoke 1");
        assertThat(bench.completed()).containsExactly("1 CANCELLED 0", "2 CANCELLED 0");
        assertRefused(Reason.DEVICE_NOT_READY, () -> pin.submit(bench.packet(400)));
        miniport.calls.clear();
        miniport.group.deliver();
        assertThat(miniport.calls).isEmpty();
        assertThat(stream.take()).isZero();
        pin.endReset();
        pin.submit(bench.packet(800));
        assertThat(stream.take()).isEqualTo(800);
    }

    @Test
    @Tag("B14")
    @Tag("B15")
    @DisplayName("the format it has is set without the miniport; another one not in RUN")
    void shouldSetFormats() throws AudioException {
        var mono = new WaveFormat(48_000, 1, FORMAT.encoding());
        var pin = open(RENDER, Streaming.ORDINARY, StreamState.RUN);
        pin.setFormat(FORMAT);
        assertRefused(Reason.INVALID_DEVICE_REQUEST, () -> pin.setFormat(mono));
        assertThat(miniport.calls).doesNotContain("setFormat");
        pin.setState(StreamState.STOP);
        pin.setFormat(mono);
        assertThat(miniport.calls).contains("setFormat");
        assertThat(pin.format()).isEqualTo(mono);
    }

    @Test
    @Tag("C09")
    @DisplayName(
            "a subdevice that leaves: no service, STOP, mappings revoked, packets cancelled, group, stream, port, miniport")
    void shouldEndInOrder() throws AudioException {
        var pin = open(RENDER, Streaming.ORDINARY, StreamState.RUN);
        pin.submit(bench.packet(1_000));
        pin.submit(bench.packet(1_000));
        stream.take();
        stream.take();
        miniport.calls.clear();
        miniport.release();
        port.queryInterface(IUnregisterSubdevice.class).orElseThrow().unregisterSubdevice(port);
        assertThat(bench.completed()).containsExactly("1 CANCELLED 0", "2 CANCELLED 0");
        ClientPinTest.assertRefusing(pin, Reason.DEVICE_REMOVED);
        assertThat(port.release()).isZero();
        assertThat(miniport.calls)
                .containsExactly(
                        "removeMember",
                        "PAUSE",
                        "ACQUIRE",
                        "STOP",
                        "revoke 2",
                        "group gone",
                        "stream gone",
                        "miniport gone");
    }
}
