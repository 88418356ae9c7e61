// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.portcls.WavePciProvider;
import org.wavedock.runtime.port.CapturePin;
import org.wavedock.runtime.port.CopyingMiniport;
import org.wavedock.runtime.port.GainedFrames;
import org.wavedock.runtime.port.Pin;
import org.wavedock.runtime.port.PinTerms;
import org.wavedock.runtime.port.PumpedPorts;
import org.wavedock.runtime.port.RenderPin;
import org.wavedock.runtime.port.ServiceGroup;
import org.wavedock.runtime.port.SlaveMiniport;
import org.wavedock.runtime.port.WaveCyclicPort;
import org.wavedock.runtime.port.WavePciPort;
import org.wavedock.runtime.port.share.SharedDevice;
import org.wavedock.stream.PortClass;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.TimeSource;

/**
 * The two ports of a device, or of its one substream that streams share. The WavePci port is made when the first stream asks for
 * it. Used at the device's desk.
 */
final class DevicePorts implements AutoCloseable {
    private final DmaChannelProvider provider;
    private final DeviceDescription description;
    private final ServiceGroup group;
    private final TimeSource time;
    private final WaveCyclicPort cyclic = new WaveCyclicPort();
    /** For streams that want the device to themselves; null where each has a substream of its own. */
    private final DevicePorts exclusive;

    private WavePciPort pci;

    private DevicePorts(DmaChannelProvider provider, DevicePorts exclusive, ServiceGroup group, TimeSource time)
            throws AudioException {
        this.provider = provider;
        this.exclusive = exclusive;
        this.group = group;
        this.time = time;
        description = provider.description();
        try (var miniport = new SlaveMiniport(provider, group)) {
            cyclic.init(miniport, null, null);
        }
    }

    /** The ports of a device. */
    static DevicePorts of(DmaChannelProvider provider, ServiceGroup group, TimeSource time) throws AudioException {
        if (provider.description().substreams() != 1) {
            return new DevicePorts(provider, null, group, time);
        }
        var shared = new SharedDevice(provider, time);
        return new DevicePorts(shared, new DevicePorts(shared.exclusive(), null, group, time), group, time);
    }

    /** Opens a pin for a stream, by the port that the stream wants. May block. */
    Pin open(ManagedStream stream) throws AudioException {
        if (exclusive != null && stream.request().exclusive()) {
            return exclusive.open(stream);
        }
        var port = stream.request().ports().on(description.name());
        return port == PortClass.WAVE_PCI ? openPci(stream) : openCyclic(stream);
    }

    private Pin openCyclic(ManagedStream stream) throws AudioException {
        var format = stream.request().format();
        if (stream.request().direction() == Direction.CAPTURE) {
            var opened = cyclic.open(SlaveMiniport.CAPTURE_PIN, true, format);
            return new CapturePin(opened, format, stream.ring(), stream::clientFrame);
        }
        var opened = cyclic.open(SlaveMiniport.RENDER_PIN, false, format);
        return new RenderPin(opened, format, new GainedFrames(stream.ring(), format, stream::gain), terms(stream));
    }

    private Pin openPci(ManagedStream stream) throws AudioException {
        if (pci == null) {
            pci = newPci();
        }
        var format = stream.request().format();
        return stream.request().direction() == Direction.CAPTURE
                ? pci.openCapture(format, stream.ring(), stream::clientFrame)
                : pci.openRender(format, stream.ring(), terms(stream));
    }

    private WavePciPort newPci() throws AudioException {
        var adapter = provider instanceof WavePciProvider own ? own.adapter() : null;
        try (var miniport = provider instanceof WavePciProvider own
                ? own.newWavePciMiniport(new PumpedPorts(group))
                : new CopyingMiniport(cyclic, description, time)) {
            var port = new WavePciPort();
            port.init(miniport, adapter, null);
            return port;
        }
    }

    private PinTerms terms(ManagedStream stream) {
        return new PinTerms(stream.request().lead().toNanos(), description.fifoFrames(), description.startFrames());
    }

    @Override
    public void close() {
        if (pci != null) {
            pci.release();
        }
        cyclic.release();
        if (exclusive != null) {
            exclusive.close();
        }
    }
}
