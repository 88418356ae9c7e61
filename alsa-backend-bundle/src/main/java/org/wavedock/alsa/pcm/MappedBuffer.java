// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Optional;
import org.wavedock.alsa.lib.AlsaException;
import org.wavedock.alsa.lib.Errno;
import org.wavedock.alsa.lib.Pcm;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/**
 * A PCM's mmap ring as the common buffer of a DMA channel.
 *
 * <p>The kernel allocates the ring where the card can reach it and tells nobody where that is: the physical address reads 0, a
 * constraint on it is refused, and there is no adapter object. The size of the ring is the card's choice, at most what was asked
 * for; {@link #bufferSize()} says it, and a transfer goes over all of it.
 *
 * <p>Single writer, as {@link IDmaChannel} says; {@link #lose} alone may come from any thread.
 */
abstract class MappedBuffer extends CUnknown implements IDmaChannel {
    private static final System.Logger LOG = System.getLogger("org.wavedock.alsa");

    /** What a channel is, for its whole life; the size in bytes. */
    record Terms(DeviceSettings settings, Direction direction, WaveFormat format, int maximumSize) {
        @Override
        public String toString() {
            return "device " + settings.name() + (direction == Direction.RENDER ? " (render)" : " (capture)");
        }
    }

    /** Whoever handed the channel out. */
    interface Owner {
        /** The device is gone, says the channel. Any thread; does not block. */
        void lost(MappedBuffer channel);

        /** The last reference is gone. */
        void released(MappedBuffer channel);
    }

    /** What the channel is. */
    protected final Terms terms;
    /** The PCM. */
    protected final Pcm pcm;
    /** Bytes of a frame. */
    protected final int frameBytes;
    /** The ring and what was negotiated for it, or null. */
    protected volatile Setup setup;

    private final Owner owner;
    private final Object ending = new Object();
    private volatile String removed;
    private boolean closed;
    private int allocated;

    MappedBuffer(Terms terms, Pcm pcm, Owner owner) {
        this.terms = terms;
        this.pcm = pcm;
        this.owner = owner;
        frameBytes = terms.format().frameBytes();
    }

    /** Ends a transfer; never throws. */
    abstract void halt();

    /** The ring is gone. */
    abstract void freed();

    /**
     * The device is gone: every view ends, the PCM is closed, every later use throws. Any thread, the first time counts. What
     * may block is done elsewhere.
     */
    void lose(String message) {
        if (remove(message)) {
            var closer = new Thread(this::closePcm, "wavedock-alsa-close");
            closer.setDaemon(true);
            closer.start();
        }
    }

    /** From now on every use throws. */
    private boolean remove(String message) {
        synchronized (ending) {
            if (removed != null) {
                return false;
            }
            removed = message;
            return true;
        }
    }

    /** The ring first, then the PCM that owns its memory; if somebody holds on to the ring, the PCM has to stay. */
    private void closePcm() {
        Setup last;
        synchronized (ending) {
            if (closed) {
                return;
            }
            closed = true;
            last = setup;
        }
        if (last == null || last.ring().close()) {
            pcm.close();
        }
    }

    protected final void requirePresent() {
        var message = removed;
        if (message != null) {
            throw new DeviceRemovedException(message);
        }
    }

    /** What libasound refused, as portcls says it; if the device is gone, that is noticed. */
    protected final AudioException refused(AlsaException cause) {
        if (cause.errno() == Errno.ENODEV) {
            lost(cause.getMessage());
        }
        return Failures.of(terms.settings().name(), cause);
    }

    /** The device is gone, as a transfer found out. */
    protected final DeviceRemovedException lost(String why) {
        var message = terms + " is lost: " + why;
        if (remove(message)) {
            owner.lost(this);
        }
        return new DeviceRemovedException(message);
    }

    /** Throws on the control path if the device is gone. */
    protected final void requireThere() throws AudioException {
        if (removed != null) {
            throw new AudioException(Reason.DEVICE_REMOVED, removed);
        }
    }

    /** The PCM was closed under a call of the control path. */
    protected final AudioException closedMeanwhile(IllegalStateException cause) {
        return new AudioException(Reason.DEVICE_REMOVED, terms + " was closed meanwhile", cause);
    }

    @Override
    public synchronized void allocateBuffer(int size, long physicalAddressConstraint) throws AudioException {
        requirePresentFor(size, physicalAddressConstraint);
        try {
            var negotiated = Setup.of(pcm, terms.settings(), terms.format(), size / frameBytes);
            keep(negotiated);
            allocated = size;
            LOG.log(
                    Level.DEBUG,
                    "{0}: {1}, a ring of {2} frames, a period of {3}",
                    terms,
                    terms.format(),
                    negotiated.frames(),
                    negotiated.period());
        } catch (AlsaException e) {
            throw refused(e);
        } catch (IllegalStateException e) {
            throw closedMeanwhile(e);
        }
    }

    /** A PCM that was closed meanwhile has taken its memory along. */
    private void keep(Setup fresh) {
        synchronized (ending) {
            if (!closed) {
                setup = fresh;
                return;
            }
        }
        fresh.ring().close();
        throw new IllegalStateException("it was closed while it was set up");
    }

    private void requirePresentFor(int size, long physicalAddressConstraint) throws AudioException {
        requireThere();
        if (setup != null) {
            throw new AudioException(
                    Reason.INVALID_DEVICE_STATE, "the channel has a buffer of " + allocated + " bytes already");
        }
        if (size < frameBytes || size > terms.maximumSize()) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER,
                    "buffer of " + size + " bytes, expected " + frameBytes + " to " + terms.maximumSize());
        }
        if (physicalAddressConstraint != UNCONSTRAINED) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER,
                    "address constraint 0x" + Long.toHexString(physicalAddressConstraint)
                            + " cannot be promised: the kernel chooses the address, expected none");
        }
    }

    @Override
    public synchronized void freeBuffer() {
        if (setup == null) {
            return;
        }
        halt();
        if (removed != null || !setup.ring().close()) {
            remove(terms + " has lost its ring");
            closePcm();
        } else {
            pcm.hwFree();
        }
        setup = null;
        allocated = 0;
        freed();
    }

    @Override
    protected void destroy() {
        try {
            halt();
            remove(terms + " has been released");
            closePcm();
        } finally {
            owner.released(this);
        }
    }

    @Override
    public int maximumBufferSize() {
        requirePresent();
        return terms.maximumSize();
    }

    @Override
    public int allocatedBufferSize() {
        requirePresent();
        return allocated;
    }

    @Override
    public int bufferSize() {
        requirePresent();
        return ringBytes();
    }

    protected final int ringBytes() {
        return setup == null ? 0 : (int) setup.frames() * frameBytes;
    }

    /** The ring is what it is: only its own size is taken. */
    @Override
    public void setBufferSize(int size) {
        requirePresent();
        requireBuffer();
        if (size != ringBytes()) {
            throw new IllegalArgumentException(
                    "buffer size is " + size + " bytes, expected " + ringBytes() + ": the ring of " + terms);
        }
    }

    /** The raw ring: on a card that has channel after channel, so. */
    @Override
    public ByteBuffer systemAddress() {
        requirePresent();
        requireBuffer();
        var view = setup.ring().view();
        if (view == null) {
            throw new IllegalStateException("the channels of " + terms + " lie apart; use copyTo and copyFrom");
        }
        return view.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public long physicalAddress() {
        requirePresent();
        return 0;
    }

    @Override
    public Optional<DmaAdapter> getAdapterObject() {
        requirePresent();
        return Optional.empty();
    }

    @Override
    public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
        var layout = layoutFor(destination, source, sourceOffset, byteCount);
        try {
            layout.put(destination, source, sourceOffset, byteCount);
        } catch (IllegalStateException e) {
            throw gone(e);
        }
    }

    @Override
    public void copyFrom(ByteBuffer destination, int destinationOffset, int source, int byteCount) {
        var layout = layoutFor(source, destination, destinationOffset, byteCount);
        try {
            layout.get(source, destination, destinationOffset, byteCount);
        } catch (IllegalStateException e) {
            throw gone(e);
        }
    }

    private SampleLayout layoutFor(int offset, ByteBuffer client, int clientOffset, int count) {
        requirePresent();
        requireBuffer();
        Objects.checkFromIndexSize(offset, count, ringBytes());
        Objects.checkFromIndexSize(clientOffset, count, client.limit());
        return setup.ring().layout();
    }

    /** The ring was closed under a copy: the device has left in that moment. */
    protected final RuntimeException gone(IllegalStateException cause) {
        var message = removed;
        return message == null ? cause : new DeviceRemovedException(message);
    }

    private void requireBuffer() {
        if (setup == null) {
            throw new IllegalStateException("the channel has no buffer");
        }
    }
}
