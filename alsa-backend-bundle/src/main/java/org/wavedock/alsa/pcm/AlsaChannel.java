// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Optional;
import org.wavedock.alsa.lib.AlsaException;
import org.wavedock.alsa.lib.Pcm;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/**
 * A PCM as a DMA channel: its mmap ring is the common buffer, its hardware pointer the counter.
 *
 * <p>The kernel allocates the ring where the card can reach it and tells nobody where that is: the physical address reads 0, a
 * constraint on it is refused, and there is no adapter object. The size of the ring is the card's choice, at most what was asked
 * for; {@link #bufferSize()} says it, and a transfer goes over all of it.
 *
 * <p>Single writer, as {@link IDmaChannelSlave} says; {@link #lose} alone may come from any thread.
 */
final class AlsaChannel extends CUnknown implements IDmaChannelSlave, TransferControl {
    /** What a channel is, for its whole life; the size in bytes. */
    record Terms(DeviceSettings settings, Direction direction, WaveFormat format, int maximumSize) {
        @Override
        public String toString() {
            return "device " + settings.name() + (direction == Direction.RENDER ? " (render)" : " (capture)");
        }
    }

    /** Whoever handed it out. */
    interface Owner {
        /** The device is gone, says the channel. Any thread; does not block. */
        void lost(AlsaChannel channel);

        /** The last reference is gone. */
        void released(AlsaChannel channel);
    }

    private final Terms terms;
    private final Pcm pcm;
    private final Substreams.Place place;
    private final Owner owner;
    private final int frameBytes;
    private final Object ending = new Object();
    private volatile String removed;
    private boolean closed;

    private Setup setup;
    private int allocated;
    private Transfer transfer;
    private int mapSize;
    private long origin;
    private long promised;

    AlsaChannel(Terms terms, Pcm pcm, Substreams.Place place, Owner owner) {
        this.terms = terms;
        this.pcm = pcm;
        this.place = place;
        this.owner = owner;
        frameBytes = terms.format().frameBytes();
        origin = place.timeline().get();
    }

    /**
     * The device is gone: every view ends, the PCM is closed, every later use throws. Any thread, the first time counts. What
     * may block is done elsewhere.
     */
    void lose(String message) {
        if (remove(message)) {
            new Thread(this::closePcm, "wavedock-alsa-close").start();
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
        synchronized (ending) {
            if (closed) {
                return;
            }
            closed = true;
        }
        var last = setup;
        if (last == null || last.ring().close()) {
            pcm.close();
        }
    }

    private void requirePresent() {
        var message = removed;
        if (message != null) {
            throw new DeviceRemovedException(message);
        }
    }

    private AudioException refused(AlsaException cause) {
        return Failures.of(terms.settings().name(), cause);
    }

    // ---- the buffer

    @Override
    public void allocateBuffer(int size, long physicalAddressConstraint) throws AudioException {
        requirePresentFor(size, physicalAddressConstraint);
        try {
            setup = Setup.of(pcm, terms.settings(), terms.format(), size / frameBytes);
            allocated = size;
        } catch (AlsaException e) {
            throw refused(e);
        } catch (IllegalStateException e) {
            throw new AudioException(Reason.DEVICE_REMOVED, terms + " was closed meanwhile", e);
        }
    }

    private void requirePresentFor(int size, long physicalAddressConstraint) throws AudioException {
        if (removed != null) {
            throw new AudioException(Reason.DEVICE_REMOVED, removed);
        }
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
    public void freeBuffer() {
        if (setup == null) {
            return;
        }
        stopQuietly();
        if (removed != null || !setup.ring().close()) {
            remove(terms + " has lost its ring");
            closePcm();
        } else {
            pcm.hwFree();
        }
        setup = null;
        transfer = null;
        allocated = 0;
        mapSize = 0;
    }

    private void stopQuietly() {
        if (transfer != null) {
            place.timeline().addAndGet(transfer.end());
        }
    }

    @Override
    protected void destroy() {
        try {
            stopQuietly();
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

    private int ringBytes() {
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
    private RuntimeException gone(IllegalStateException cause) {
        var message = removed;
        return message == null ? cause : new DeviceRemovedException(message);
    }

    private void requireBuffer() {
        if (setup == null) {
            throw new IllegalStateException("the channel has no buffer");
        }
    }

    // ---- the transfer

    @Override
    public void start(int size, boolean writeToDevice) throws AudioException {
        checkStart(size, writeToDevice);
        mapSize = size;
        origin = place.timeline().get();
        var begun = transfer == null ? new Transfer(pcm, terms, setup) : transfer;
        try {
            begun.begin(promised / frameBytes);
            transfer = begun;
        } catch (AlsaException e) {
            throw refused(e);
        } catch (IllegalStateException e) {
            throw new AudioException(Reason.DEVICE_REMOVED, terms + " was closed meanwhile", e);
        }
    }

    private void checkStart(int size, boolean writeToDevice) throws AudioException {
        if (removed != null) {
            throw new AudioException(Reason.DEVICE_REMOVED, removed);
        }
        if (isStarted()) {
            throw new AudioException(Reason.UNSUCCESSFUL, terms + " is started already");
        }
        if (setup == null) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, terms + " has no buffer");
        }
        if (size != ringBytes()) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER,
                    "transfer of " + size + " bytes, expected " + ringBytes() + ": the ring of " + terms);
        }
        if (writeToDevice != (terms.direction() == Direction.RENDER)) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER, terms + " cannot be started with writeToDevice=" + writeToDevice);
        }
    }

    private boolean isStarted() {
        return transfer != null && transfer.isBegun();
    }

    @Override
    public void stop() {
        requirePresent();
        promised = 0;
        stopQuietly();
    }

    @Override
    public int transferCount() {
        requirePresent();
        return mapSize;
    }

    @Override
    public int readCounter() {
        var bytes = transferredBytes();
        return mapSize == 0 ? 0 : mapSize - (int) (bytes % mapSize);
    }

    @Override
    public long transferredBytes() {
        requirePresent();
        return transfer == null ? 0 : look() * frameBytes;
    }

    /** Every look at the hardware; what it finds out may be that the device is gone. */
    private long look() {
        try {
            return transfer.look();
        } catch (Transfer.LostException e) {
            var message = terms + " is lost: " + e.getMessage();
            if (remove(message)) {
                owner.lost(this);
            }
            throw new DeviceRemovedException(message);
        } catch (IllegalStateException e) {
            throw gone(e);
        }
    }

    @Override
    public void commit(long bytes) {
        requirePresent();
        promised = bytes;
        if (isStarted()) {
            transfer.commit(bytes / frameBytes);
        }
    }

    @Override
    public boolean takesCommitted() {
        return terms.direction() == Direction.RENDER;
    }

    @Override
    public boolean hasStopped() {
        return transfer != null && transfer.hasStopped();
    }

    @Override
    public boolean canPause() {
        return false;
    }

    @Override
    public void pause() {
        throw new UnsupportedOperationException("a PCM is stopped instead");
    }

    @Override
    public void resume() {
        throw new UnsupportedOperationException("a PCM is started instead");
    }

    @Override
    public long originFrame() {
        requirePresent();
        return origin;
    }

    @Override
    public int substream() {
        return place.number();
    }

    /** Polls every 10 µs, as portcls does; a ring of ALSA has no pass interrupt of its own. */
    @Override
    public void waitForTC(long timeoutMicros) throws AudioException {
        requirePresent();
        if (!isStarted()) {
            throw new AudioException(Reason.INVALID_DEVICE_STATE, terms + " is not started");
        }
        PassWait.until(() -> transferredBytes() / mapSize, timeoutMicros, terms.toString());
    }

    @Override
    public String toString() {
        return terms.toString();
    }
}
