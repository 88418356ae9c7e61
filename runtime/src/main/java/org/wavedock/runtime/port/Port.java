// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.Optional;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IUnknown;
import org.wavedock.portcls.FilterDescriptor;
import org.wavedock.portcls.IMiniport;
import org.wavedock.portcls.IPinCount;
import org.wavedock.portcls.IPort;
import org.wavedock.portcls.IPowerNotify;
import org.wavedock.portcls.IResourceList;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.IUnregisterPhysicalConnection;
import org.wavedock.portcls.IUnregisterSubdevice;
import org.wavedock.runtime.port.check.Check;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/**
 * What both ports do: bind a miniport, once, and make master channels.
 *
 * @param <M> the interface that this port needs of its miniport
 */
public abstract class Port<M extends IMiniport> extends CUnknown implements IPort {
    private static final long REACH_24_BITS = 0xFF_FFFFL;
    private static final long REACH_32_BITS = 0xFFFF_FFFFL;

    private final Class<M> miniportClass;
    private M miniport;
    private IUnknown adapter;
    private FilterDescriptor description;
    private Optional<IPinCount> pinCount = Optional.empty();
    private Optional<IPowerNotify> powerNotify = Optional.empty();
    private volatile IUnregisterSubdevice unregisterSubdevice;
    private volatile IUnregisterPhysicalConnection unregisterConnection;

    Port(Class<M> miniportClass) {
        this.miniportClass = miniportClass;
    }

    @Override
    public void init(IUnknown unknownMiniport, IUnknown unknownAdapter, IResourceList resources) throws AudioException {
        if (miniport != null) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, "the port has a miniport already");
        }
        var wanted = unknownMiniport == null ? Optional.<M>empty() : unknownMiniport.queryInterface(miniportClass);
        if (wanted.isEmpty()) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER,
                    "miniport is " + unknownMiniport + ", expected an " + miniportClass.getSimpleName());
        }
        var bound = wanted.get();
        bound.addRef();
        adapter = unknownAdapter;
        try {
            setUp(bound, unknownAdapter, resources);
            description = bound.getDescription();
        } catch (AudioException | RuntimeException | Error e) {
            undoSetUp();
            bound.release();
            adapter = null;
            throw e;
        }
        if (adapter != null) {
            adapter.addRef();
        }
        joinGroup(bound);
        pinCount = bound.queryInterface(IPinCount.class);
        powerNotify = bound.queryInterface(IPowerNotify.class);
        miniport = bound;
    }

    /** Calls the miniport's own {@code init}. */
    abstract void setUp(M bound, IUnknown unknownAdapter, IResourceList resources) throws AudioException;

    /** The miniport's {@code init} failed, or what came after it: nothing of it stays. */
    void undoSetUp() {}

    /** The miniport is described; its group, if it has one, is joined now. */
    void joinGroup(M bound) {}

    /**
     * The miniport.
     *
     * @return the miniport, not null
     * @throws AudioException {@code INVALID_DEVICE_STATE} if there is none
     */
    public final M miniport() throws AudioException {
        if (miniport == null) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, "the port has no miniport");
        }
        return miniport;
    }

    /** What the miniport said of itself when it was bound; null before. */
    public final FilterDescriptor description() {
        return description;
    }

    /** The miniport's hand in the numbers of its streams, if it has one. */
    public final Optional<IPinCount> pinCount() {
        return pinCount;
    }

    /** Who is told of power, if the miniport wants to be. */
    public final Optional<IPowerNotify> powerNotify() {
        return powerNotify;
    }

    /** The adapter object of the adapter that the port was bound with, if it has one. */
    public final Optional<DmaAdapter> dmaAdapter() {
        return adapter == null ? Optional.empty() : adapter.queryInterface(DmaAdapter.class);
    }

    /**
     * A registry knows the port, and answers for it from now on.
     *
     * @param forSubdevice found by {@code queryInterface}
     * @param forConnections found by {@code queryInterface}
     */
    public final void attach(IUnregisterSubdevice forSubdevice, IUnregisterPhysicalConnection forConnections) {
        unregisterSubdevice = forSubdevice;
        unregisterConnection = forConnections;
    }

    @Override
    public <T> Optional<T> queryInterface(Class<T> type) {
        if (type == IUnregisterSubdevice.class) {
            return Optional.ofNullable(unregisterSubdevice).map(type::cast);
        }
        if (type == IUnregisterPhysicalConnection.class) {
            return Optional.ofNullable(unregisterConnection).map(type::cast);
        }
        return super.queryInterface(type);
    }

    /** As both interfaces have it. */
    public final void notify(IServiceGroup group) {
        if (group != null) {
            group.requestService();
        }
    }

    final IDmaChannel newMasterChannel(int maximumLength, boolean dma32BitAddresses, boolean dma64BitAddresses)
            throws AudioException {
        requireLength(maximumLength);
        var memory = dmaAdapter()
                .orElseThrow(() -> new AudioException(
                        Reason.DEVICE_CONFIGURATION_ERROR,
                        "the adapter " + adapter + " offers no DmaAdapter, so there is no memory for a DMA channel"));
        var highest = dma32BitAddresses ? REACH_32_BITS : REACH_24_BITS;
        return Check.wrap(new CommonBufferDmaChannel(
                memory, maximumLength, dma64BitAddresses ? DmaAdapter.ANY_ADDRESS : highest));
    }

    static void requireLength(int maximumLength) throws AudioException {
        if (maximumLength <= 0) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER, "maximum length is " + maximumLength + " bytes, expected 1 or more");
        }
    }

    @Override
    protected void destroy() {
        undoSetUp();
        if (miniport != null) {
            miniport.release();
        }
        if (adapter != null) {
            adapter.release();
        }
    }
}
