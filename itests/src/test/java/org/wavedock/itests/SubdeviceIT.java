// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.ServiceReference;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.portcls.AdapterDevice;
import org.wavedock.portcls.IPortWaveCyclic;
import org.wavedock.portcls.IUnregisterSubdevice;
import org.wavedock.portcls.PortFactory;
import org.wavedock.portcls.StreamPacket;
import org.wavedock.portcls.SubdeviceRegistry;
import org.wavedock.portcls.WaveFilter;
import org.wavedock.portcls.WaveFilter.Streaming;
import org.wavedock.portcls.WavePin;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;

/** Drivers and clients of portcls itself: a subdevice that comes at runtime, is played on, and leaves while it is. */
public class SubdeviceIT extends Platform {
    private static final int TEN_MS = 1_920;

    private final AtomicInteger played = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private AdapterDevice device;
    private IPortWaveCyclic port;
    private RingMiniport miniport;

    @Override
    protected String clock() {
        return "real";
    }

    @Before
    public void register() throws Exception {
        card("sim0", 0, Map.of());
        var ports = service(PortFactory.class);
        miniport = new RingMiniport(ports, service(DmaChannelProvider.class));
        port = ports.newPort(IPortWaveCyclic.class);
        port.init(miniport, null, null);
        miniport.release();
        device = service(SubdeviceRegistry.class).addAdapterDevice("driver", 1);
        device.registerSubdevice("wave", port);
    }

    @After
    public void close() {
        device.close();
    }

    private ServiceReference<WaveFilter> reference() {
        return context().getServiceReference(WaveFilter.class);
    }

    private WavePin playing(WaveFilter filter) throws AudioException {
        var pin = filter.newPin(0, Music.FORMAT, Streaming.ORDINARY);
        pin.setState(StreamState.PAUSE);
        for (var i = 0; i < 4; i++) {
            pin.submit(new StreamPacket(ByteBuffer.allocateDirect(TEN_MS), 0, TEN_MS, (packet, reason, bytes) -> {
                if (reason == null) {
                    played.incrementAndGet();
                    resubmit(pin, packet);
                } else {
                    cancelled.incrementAndGet();
                }
            }));
        }
        pin.setState(StreamState.RUN);
        await().untilAsserted(() -> assertThat(pin.position().playOffset()).isGreaterThan(20 * TEN_MS));
        return pin;
    }

    private void resubmit(WavePin pin, StreamPacket packet) {
        try {
            pin.submit(packet);
        } catch (AudioException e) {
            // The pin is going: this packet is not under way any more.
            cancelled.incrementAndGet();
        }
    }

    @Test
    public void aSubdeviceIsFoundPlayedOnAndWithdrawnWhilePlaying() throws Exception {
        var reference = reference();
        assertThat(reference.getProperty(WaveFilter.NAME)).isEqualTo("wave");
        assertThat(reference.getProperty(WaveFilter.DEVICE)).isEqualTo("driver");
        assertThat((String[]) reference.getProperty(WaveFilter.DIRECTIONS)).containsExactly("RENDER");
        var pin = playing(context().getService(reference));
        assertThat(played.get()).isGreaterThan(15);
        port.queryInterface(IUnregisterSubdevice.class).orElseThrow().unregisterSubdevice(port);
        assertThat(reference()).isNull();
        await().untilAsserted(() -> assertThat(cancelled).hasValue(4));
        assertThat(pin.state()).isEqualTo(StreamState.STOP);
        assertThatThrownBy(pin::position)
                .isInstanceOfSatisfying(
                        AudioException.class,
                        e -> assertThat(e.reason()).isIn(Reason.DEVICE_REMOVED, Reason.INVALID_DEVICE_STATE));
        assertThat(port.release()).isZero();
    }

    @Test
    public void whatAClientOpenedIsClosedWhenItGivesTheServiceBack() throws Exception {
        var reference = reference();
        var pin = playing(context().getService(reference));
        context().ungetService(reference);
        assertThat(pin.state()).isEqualTo(StreamState.STOP);
        await().untilAsserted(() -> assertThat(cancelled).hasValue(4));
        var filter = context().getService(reference);
        assertThat(filter.pinCounts(0).filterCurrent()).isZero();
        playing(filter).close();
    }
}
