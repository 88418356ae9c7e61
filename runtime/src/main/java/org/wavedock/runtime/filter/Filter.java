// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wavedock.portcls.DataRange;
import org.wavedock.portcls.FilterDescriptor;
import org.wavedock.portcls.IPinCount.Counts;
import org.wavedock.portcls.IPortWaveCyclic;
import org.wavedock.portcls.IPortWavePci;
import org.wavedock.portcls.IPowerNotify.PowerState;
import org.wavedock.portcls.PhysicalConnection;
import org.wavedock.portcls.PinDescriptor;
import org.wavedock.portcls.WaveFilter;
import org.wavedock.portcls.WaveFilter.Streaming;
import org.wavedock.runtime.port.Port;
import org.wavedock.runtime.port.WaveCyclicPort;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/** A registered subdevice: the port, and the pins that are open on it, whoever opened them. */
public final class Filter {
    private final RegisteredDevice device;
    private final String name;
    private final Port<?> port;
    /** Held while a stream is opened: a miniport opens one at a time, and counts hold until it has. */
    private final Object opening = new Object();

    private final Set<PinCore> pins = new LinkedHashSet<>();
    private final int[] open;
    private StreamState ceiling = StreamState.RUN;
    private boolean departing;
    private FilterPublisher.Publication publication;

    Filter(RegisteredDevice device, String name, Port<?> port) {
        this.device = device;
        this.name = name;
        this.port = port;
        open = new int[port.description().pins().size()];
        port.addRef();
    }

    // ---- what it is

    String name() {
        return name;
    }

    String device() {
        return device.name();
    }

    Port<?> port() {
        return port;
    }

    FilterDescriptor description() {
        return port.description();
    }

    List<PhysicalConnection> physicalConnections() {
        return device.physicalConnectionsOf(name);
    }

    private Map<String, Object> properties() {
        var directions = description().pins().stream()
                .map(PinDescriptor::direction)
                .distinct()
                .map(Direction::name)
                .toArray(String[]::new);
        var portClass = port instanceof WaveCyclicPort ? IPortWaveCyclic.class : IPortWavePci.class;
        return Map.of(
                WaveFilter.NAME,
                name,
                WaveFilter.DEVICE,
                device.name(),
                WaveFilter.PORT_CLASS,
                portClass.getSimpleName(),
                WaveFilter.DIRECTIONS,
                directions);
    }

    // ---- coming and going

    /** Makes it known; it may be withdrawn before that has come to an end. */
    void publish(FilterPublisher publisher) {
        var published = publisher.publish(this, properties());
        synchronized (this) {
            if (!departing) {
                publication = published;
                return;
            }
        }
        published.withdraw();
    }

    /** No pin is opened from now on; false if that is so already. */
    synchronized boolean depart() {
        var first = !departing;
        departing = true;
        return first;
    }

    synchronized boolean isDeparting() {
        return departing;
    }

    /** Clients see it vanish. */
    void withdraw() {
        FilterPublisher.Publication published;
        synchronized (this) {
            published = publication;
            publication = null;
        }
        if (published != null) {
            published.withdraw();
        }
    }

    /** Takes every pin away from its client, who is not waited for. */
    void removePins() {
        for (var pin : pins()) {
            pin.remove();
        }
    }

    /** Lets go of the port. */
    void release() {
        port.release();
    }

    /** A client of this filter; what it opens is closed with it. */
    public FilterClient newClient() {
        return new FilterClient(this);
    }

    // ---- pins

    /** Opens a stream; the pin tells {@link #closed} when it ends. */
    ClientPin newPin(int pin, WaveFormat format, Streaming streaming) throws AudioException {
        var descriptor = requirePin(pin);
        requireFormat(descriptor, format);
        synchronized (opening) {
            var counts = pinCounts(pin);
            if (counts.filterCurrent() >= counts.filterPossible()
                    || counts.globalCurrent() >= counts.globalPossible()) {
                throw new AudioException(
                        Reason.INSUFFICIENT_RESOURCES,
                        "no stream of pin " + pin + " of " + this + " is free: " + counts.filterCurrent()
                                + " are open, " + counts.filterPossible() + " can be");
            }
            var terms = new PinCore.Terms(this, pin, descriptor.direction() == Direction.CAPTURE, streaming);
            return admit(ClientPin.open(terms, format));
        }
    }

    private ClientPin admit(ClientPin pin) throws AudioException {
        StreamState limit;
        synchronized (this) {
            limit = ceiling;
            if (!departing) {
                pins.add(pin);
                open[pin.number()]++;
            }
        }
        if (isDeparting()) {
            pin.remove();
            requirePresent();
        }
        pin.limit(limit);
        return pin;
    }

    /** A pin has given everything back. */
    synchronized void closed(PinCore pin) {
        if (pins.remove(pin)) {
            open[pin.number()]--;
        }
    }

    private synchronized List<PinCore> pins() {
        return List.copyOf(pins);
    }

    Counts pinCounts(int pin) throws AudioException {
        var possible = requirePin(pin).maxInstances();
        int current;
        synchronized (this) {
            current = open[pin];
        }
        var counts = new Counts(0, current, possible, current, possible);
        return port.pinCount().map(corrector -> corrector.pinCount(pin, counts)).orElse(counts);
    }

    private void requireFormat(PinDescriptor descriptor, WaveFormat format) throws AudioException {
        if (format == null || descriptor.dataRanges().stream().noneMatch(range -> range.contains(format))) {
            throw new AudioException(
                    Reason.FORMAT_NOT_SUPPORTED,
                    this + " cannot do " + format + ", expected one of " + descriptor.dataRanges());
        }
    }

    /** Whether a pin can have a format. */
    void requireFormat(int pin, WaveFormat format) throws AudioException {
        requireFormat(requirePin(pin), format);
    }

    WaveFormat dataRangeIntersection(int pin, DataRange clientRange) throws AudioException {
        var descriptor = requirePin(pin);
        var answer = port.miniport().dataRangeIntersection(pin, clientRange);
        if (answer.isPresent()) {
            return answer.get();
        }
        return descriptor.dataRanges().stream()
                .flatMap(range -> range.bestCommonFormat(clientRange).stream())
                .findFirst()
                .orElseThrow(() -> new AudioException(
                        Reason.FORMAT_NOT_SUPPORTED,
                        "pin " + pin + " of " + this + " has nothing in common with " + clientRange));
    }

    private PinDescriptor requirePin(int pin) throws AudioException {
        requirePresent();
        var all = description().pins();
        if (pin < 0 || pin >= all.size()) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER, "pin is " + pin + ", " + this + " has 0 to " + (all.size() - 1));
        }
        return all.get(pin);
    }

    void requirePresent() throws AudioException {
        if (isDeparting()) {
            throw new AudioException(Reason.DEVICE_REMOVED, this + " has been withdrawn");
        }
    }

    // ---- power

    /** How far its streams may go. */
    void limit(StreamState newCeiling) {
        synchronized (this) {
            ceiling = newCeiling;
        }
        pins().forEach(pin -> pin.limit(newCeiling));
    }

    void tellPower(PowerState state) {
        port.powerNotify().ifPresent(miniport -> miniport.powerChangeNotify(state));
    }

    Registry registry() {
        return device.registry();
    }

    @Override
    public String toString() {
        return "subdevice " + name + " of " + device.name();
    }
}
