// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.wave.WaveFormat;

/** A device as those see it who hold the plug and listen to the loudspeaker. */
abstract class Gear {
    static final int FRAME_BYTES = 4;
    /** In place of a service's id. */
    static final long ABSENT = 0;

    private final String name;
    private final int fifoFrames;
    private final int startFrames;
    private long serviceId = ABSENT;
    private int losses;
    private long troubledUntil = Long.MIN_VALUE;
    private long standsFrom;
    private long standsUntil = Long.MIN_VALUE;
    private boolean slow;
    private boolean hung;
    private boolean twice;
    private boolean lying;

    Gear(String name, int fifoFrames, int startFrames) {
        this.name = name;
        this.fifoFrames = fifoFrames;
        this.startFrames = startFrames;
    }

    String name() {
        return name;
    }

    /** How many frames it may have taken beyond those that were heard. */
    int heldFrames() {
        return fifoFrames + startFrames;
    }

    /** How many frames it was given that are heard whoever stops, unless it is lost. */
    int owedFrames() {
        return heldFrames();
    }

    int fifoFrames() {
        return fifoFrames;
    }

    boolean isPresent() {
        return serviceId != ABSENT;
    }

    long serviceId() {
        return serviceId;
    }

    void arrived(long id) {
        serviceId = id;
    }

    void left() {
        serviceId = ABSENT;
    }

    /** Its streams have been torn off. */
    void torn() {
        losses++;
    }

    int losses() {
        return losses;
    }

    /** For people. */
    abstract String what();

    abstract DmaChannelProvider provider();

    /** Its methods fail: what it plays until it is stopped is known to nobody. */
    void isTroubled(long until) {
        troubledUntil = Math.max(troubledUntil, until);
        losses++;
    }

    /** Its clock stands, or nobody comes by. */
    void stand(long now, long until) {
        twice |= now < standsUntil;
        standsFrom = now < standsUntil ? standsFrom : now;
        standsUntil = Math.max(standsUntil, until);
    }

    /** Whether it stood for one reason and then, without a rest, for another. */
    boolean stoodTwice() {
        return twice;
    }

    /** Since when its clock stands; that is now if it does not. */
    long standsSince(long now) {
        return now < standsUntil ? standsFrom : now;
    }

    /** It keeps whoever comes. */
    void hangs() {
        hung = true;
        slow = true;
    }

    /** Whether it may have played on for longer than anybody knew of. */
    boolean hasHung() {
        return hung;
    }

    /** It keeps those who open it. */
    void isSlow() {
        slow = true;
    }

    boolean wasSlow() {
        return slow;
    }

    /** It says that it is where it is not. */
    void lies() {
        lying = true;
    }

    /** Whether somebody who joined others there may have been told a wrong place to begin at. */
    boolean isMisplaced() {
        return lying && isShared();
    }

    long troubledUntil() {
        return troubledUntil;
    }

    /** Whether what it was heard to play has to be in a ledger. */
    boolean isTrusted() {
        return troubledUntil == Long.MIN_VALUE;
    }

    /** How many frames of such a format it may be given ahead, beyond the lead that was asked for. */
    long extraLead(WaveFormat format) {
        return startFrames;
    }

    abstract int substreams();

    /** Whether streams are heard there together. */
    boolean isShared() {
        return provider().description().substreams() == 1;
    }

    /** Whether its ring is shorter than it takes to notice that it stands. */
    boolean hasSmallRing() {
        return false;
    }

    /** Frames that a substream was heard to play, and those from one on. */
    abstract long heardFrames(int substream);

    abstract byte[] heard(int substream, long fromFrame);

    abstract void unplug();

    abstract void replug();

    abstract boolean isPlugged();

    /** Whether something is open on it, or allocated. */
    abstract boolean isHeld();

    abstract void close();
}
