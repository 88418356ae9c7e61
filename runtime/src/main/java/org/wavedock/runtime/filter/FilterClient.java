// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.wavedock.portcls.DataRange;
import org.wavedock.portcls.FilterDescriptor;
import org.wavedock.portcls.IPinCount.Counts;
import org.wavedock.portcls.PhysicalConnection;
import org.wavedock.portcls.WaveFilter;
import org.wavedock.portcls.WavePin;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** A filter as one client has it. A client may vanish at any moment without a word; its pins do not outlive it. */
public final class FilterClient implements WaveFilter, AutoCloseable {
    private final Filter filter;
    private final Set<PinCore> pins = new LinkedHashSet<>();
    private boolean closed;

    FilterClient(Filter filter) {
        this.filter = filter;
    }

    @Override
    public String name() {
        return filter.name();
    }

    @Override
    public String device() {
        return filter.device();
    }

    @Override
    public FilterDescriptor description() {
        return filter.description();
    }

    @Override
    public List<PhysicalConnection> physicalConnections() {
        return filter.physicalConnections();
    }

    @Override
    public WaveFormat dataRangeIntersection(int pin, DataRange clientRange) throws AudioException {
        return filter.dataRangeIntersection(pin, Objects.requireNonNull(clientRange, "clientRange"));
    }

    @Override
    public Counts pinCounts(int pin) throws AudioException {
        return filter.pinCounts(pin);
    }

    @Override
    public WavePin newPin(int pin, WaveFormat format, Streaming streaming) throws AudioException {
        var opened = filter.newPin(pin, format, Objects.requireNonNull(streaming, "streaming"));
        opened.onClose(this::forget);
        if (!keep(opened)) {
            opened.close();
            throw new AudioException(Reason.INVALID_DEVICE_STATE, "the client has given back " + filter);
        }
        return opened;
    }

    private synchronized boolean keep(PinCore pin) {
        if (!closed && !pin.isClosed()) {
            pins.add(pin);
        }
        return !closed;
    }

    private synchronized void forget(PinCore pin) {
        pins.remove(pin);
    }

    private synchronized List<PinCore> end() {
        closed = true;
        return List.copyOf(pins);
    }

    /** The client is gone; its pins are closed, whatever they were doing. */
    @Override
    public void close() {
        end().forEach(PinCore::vanish);
    }
}
