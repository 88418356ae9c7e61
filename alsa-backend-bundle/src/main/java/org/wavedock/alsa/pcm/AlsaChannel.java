// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import org.wavedock.alsa.lib.AlsaException;
import org.wavedock.alsa.lib.Pcm;
import org.wavedock.alsa.lib.Scheduling;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;

/** A PCM as a DMA channel: its mmap ring is the common buffer, its hardware pointer the counter. */
final class AlsaChannel extends MappedBuffer implements IDmaChannelSlave, TransferControl {
    private final Substreams.Place place;
    private Transfer transfer;
    private int mapSize;
    private long origin;
    private long promised;

    AlsaChannel(Terms terms, Pcm pcm, Substreams.Place place, Owner owner) {
        super(terms, pcm, owner);
        this.place = place;
        origin = place.timeline().get();
    }

    @Override
    void halt() {
        if (transfer != null) {
            place.timeline().addAndGet(transfer.end());
        }
    }

    @Override
    void freed() {
        transfer = null;
        mapSize = 0;
    }

    /** Whoever starts a card is who keeps it fed, and in real time where that is permitted. */
    @Override
    public void start(int size, boolean writeToDevice) throws AudioException {
        checkStart(size, writeToDevice);
        if (pcm.isHardware()) {
            Scheduling.claim();
        }
        mapSize = size;
        origin = place.timeline().get();
        var begun = transfer == null ? new Transfer(pcm, terms, setup) : transfer;
        try {
            begun.begin(promised / frameBytes);
            transfer = begun;
        } catch (AlsaException e) {
            throw refused(e);
        } catch (IllegalStateException e) {
            throw closedMeanwhile(e);
        }
    }

    private void checkStart(int size, boolean writeToDevice) throws AudioException {
        requireThere();
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
        halt();
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
            throw lost(e.getMessage());
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
