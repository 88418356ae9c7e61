// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.rig;

/** What can be wrong with a {@link VirtualCard}; the ordinal is the byte in its control file. */
public enum Fault {
    NONE,
    /** DISCONNECTED, -ENODEV; an open stream never comes back, a new open is -ENODEV. */
    UNPLUGGED,
    /** SUSPENDED, -ESTRPIPE; resume is -EAGAIN, and once this is over -ENOSYS: the card wants a prepare. */
    SUSPENDED,
    /** RUNNING, but the position stands. */
    STALLED,
    /** XRUN where the card is now; resets itself. */
    ONE_XRUN,
    /** Positions that cannot be, in both directions. */
    NONSENSE,
    /** A prepare is -EIO. */
    NO_PREPARE,
    /** Whoever asks for the position waits, with the lock of the PCM held. */
    HUNG,
    OPEN_BLOCKS,
    CLOSE_BLOCKS,
    /** -EPIPE for ever, although prepare succeeds: PipeWire after its death. */
    DEAD_SERVER
}
