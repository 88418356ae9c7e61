// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.lib;

/** {@code snd_pcm_state_t}, in its order. */
public enum PcmState {
    /** Opened, without parameters. */
    OPEN,
    /** Parameters are set. */
    SETUP,
    /** Ready to start. */
    PREPARED,
    /** The hardware pointer moves. */
    RUNNING,
    /** Stopped by an underrun or overrun. */
    XRUN,
    /** Plays what is left. */
    DRAINING,
    /** Halted. */
    PAUSED,
    /** The system sleeps, or slept. */
    SUSPENDED,
    /** The device is gone. */
    DISCONNECTED;

    private static final PcmState[] ALL = values();

    /** Whatever is out of range is as good as gone. */
    static PcmState of(int number) {
        return number >= 0 && number < ALL.length ? ALL[number] : DISCONNECTED;
    }
}
