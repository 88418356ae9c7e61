// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.function.LongSupplier;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.portcls.WavePciProvider;
import org.wavedock.runtime.port.CaptureBridge;
import org.wavedock.runtime.port.CapturePin;
import org.wavedock.runtime.port.ConvertingPin;
import org.wavedock.runtime.port.CopyingMiniport;
import org.wavedock.runtime.port.FrameRing;
import org.wavedock.runtime.port.GainedFrames;
import org.wavedock.runtime.port.Pin;
import org.wavedock.runtime.port.PinTerms;
import org.wavedock.runtime.port.PumpedPorts;
import org.wavedock.runtime.port.RenderBridge;
import org.wavedock.runtime.port.RenderPin;
import org.wavedock.runtime.port.ServiceGroup;
import org.wavedock.runtime.port.SlaveMiniport;
import org.wavedock.runtime.port.WaveCyclicPort;
import org.wavedock.runtime.port.WavePciPort;
import org.wavedock.runtime.port.share.SharedDevice;
import org.wavedock.stream.PortClass;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

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

    private DevicePorts(
            DmaChannelProvider provider,
            DeviceDescription description,
            DevicePorts exclusive,
            ServiceGroup group,
            TimeSource time)
            throws AudioException {
        this.provider = provider;
        this.description = description;
        this.exclusive = exclusive;
        this.group = group;
        this.time = time;
        try (var miniport = new SlaveMiniport(provider, group)) {
            cyclic.init(miniport, null, null);
        }
    }

    /** The ports of a device that has introduced itself. */
    static DevicePorts of(
            DmaChannelProvider provider, DeviceDescription description, ServiceGroup group, TimeSource time)
            throws AudioException {
        if (description.substreams() != 1) {
            return new DevicePorts(provider, description, null, group, time);
        }
        var shared = new SharedDevice(provider, description, time);
        var exclusive = new DevicePorts(shared.exclusive(), description, null, group, time);
        return new DevicePorts(shared, description, exclusive, group, time);
    }

    /** Which format to open a stream in: what others have it open in counts first. May block. */
    WaveFormat agree(StreamRequest request) throws AudioException {
        if (exclusive != null && request.exclusive()) {
            return exclusive.agree(request);
        }
        var open = provider instanceof SharedDevice shared ? shared.format(request.direction()) : null;
        if (open == null) {
            return Negotiation.agree(provider, request);
        }
        // If not even converted: it is refused for now, not for good. The device itself is busy, and not to be asked.
        return Negotiation.allows(request, open) ? open : request.format();
    }

    /** Frames on the device's side: the stream's own, or what they are converted to. */
    private record Feed(WaveFormat format, FrameRing ring, LongSupplier clientFrame) {}

    /** Opens a pin for a stream in a format, by the port that the stream wants. May block. */
    Pin open(ManagedStream stream, WaveFormat format) throws AudioException {
        if (exclusive != null && stream.request().exclusive()) {
            return exclusive.open(stream, format);
        }
        var own = stream.request().format();
        if (format.equals(own)) {
            return open(stream, new Feed(format, stream.ring(), stream::clientFrame));
        }
        if (stream.request().direction() == Direction.CAPTURE) {
            var bridge = new CaptureBridge(stream.ring(), stream::clientFrame, own, format);
            return new ConvertingPin(open(stream, new Feed(format, bridge.stage(), bridge::firstKept)), bridge);
        }
        var bridge = new RenderBridge(stream.ring(), own, format, terms(stream));
        return new ConvertingPin(open(stream, new Feed(format, bridge.stage(), null)), bridge);
    }

    private Pin open(ManagedStream stream, Feed feed) throws AudioException {
        var port = stream.request().ports().on(description.name());
        return port == PortClass.WAVE_PCI ? openPci(stream, feed) : openCyclic(stream, feed);
    }

    private Pin openCyclic(ManagedStream stream, Feed feed) throws AudioException {
        if (stream.request().direction() == Direction.CAPTURE) {
            var opened = cyclic.open(SlaveMiniport.CAPTURE_PIN, true, feed.format());
            return new CapturePin(opened, feed.format(), feed.ring(), feed.clientFrame());
        }
        var opened = cyclic.open(SlaveMiniport.RENDER_PIN, false, feed.format());
        var frames = new GainedFrames(feed.ring(), feed.format(), stream::gain);
        return new RenderPin(opened, feed.format(), frames, terms(stream));
    }

    private Pin openPci(ManagedStream stream, Feed feed) throws AudioException {
        if (pci == null) {
            pci = newPci();
        }
        return stream.request().direction() == Direction.CAPTURE
                ? pci.openCapture(feed.format(), feed.ring(), feed.clientFrame())
                : pci.openRender(feed.format(), feed.ring(), terms(stream));
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
