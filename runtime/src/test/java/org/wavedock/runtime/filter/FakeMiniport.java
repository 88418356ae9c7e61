// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.IUnknown;
import org.wavedock.portcls.DataRange;
import org.wavedock.portcls.FilterDescriptor;
import org.wavedock.portcls.IMiniportWaveCyclic;
import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.IPinCount;
import org.wavedock.portcls.IPortWaveCyclic;
import org.wavedock.portcls.IPowerNotify;
import org.wavedock.portcls.IResourceList;
import org.wavedock.portcls.NewStream;
import org.wavedock.portcls.PinDescriptor;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** A WaveCyclic miniport whose streams tests supply. Pin 0 renders, two streams at most; pin 1 captures. */
class FakeMiniport extends CUnknown implements IMiniportWaveCyclic, IPinCount, IPowerNotify {
    /** Opens a stream. */
    @FunctionalInterface
    interface Opener {
        NewStream<IMiniportWaveCyclicStream> open(int pin, boolean capture, WaveFormat format) throws AudioException;
    }

    static final DataRange RANGE = new DataRange(8_000, 48_000, 1, 2, EnumSet.of(Encoding.U8, Encoding.S16));
    static final DataRange FAST = new DataRange(96_000, 96_000, 1, 8, EnumSet.of(Encoding.S32));

    Opener opener = (pin, capture, format) -> {
        throw new AssertionError("no stream was expected");
    };
    Optional<WaveFormat> intersection = Optional.empty();
    /** Overrides how many streams can be open. */
    int possible = Integer.MAX_VALUE;
    /** What it was asked about counts. */
    Counts asked;

    List<String> calls = new java.util.ArrayList<>();
    boolean destroyed;

    @Override
    public void init(IUnknown adapter, IResourceList resources, IPortWaveCyclic port) {
        calls.add("init");
    }

    @Override
    public FilterDescriptor getDescription() {
        return new FilterDescriptor(List.of(
                new PinDescriptor(Direction.RENDER, 2, List.of(RANGE, FAST)),
                new PinDescriptor(Direction.CAPTURE, PinDescriptor.UNLIMITED, List.of(RANGE))));
    }

    @Override
    public Optional<WaveFormat> dataRangeIntersection(int pin, DataRange clientRange) throws AudioException {
        return intersection;
    }

    @Override
    public NewStream<IMiniportWaveCyclicStream> newStream(int pin, boolean capture, WaveFormat format)
            throws AudioException {
        return opener.open(pin, capture, format);
    }

    @Override
    public Counts pinCount(int pin, Counts counts) {
        asked = counts;
        return new Counts(
                counts.filterNecessary(),
                counts.filterCurrent(),
                Math.min(possible, counts.filterPossible()),
                counts.globalCurrent(),
                counts.globalPossible());
    }

    @Override
    public void powerChangeNotify(PowerState newState) {
        calls.add("notify " + newState);
    }

    @Override
    protected void destroy() {
        destroyed = true;
    }
}
