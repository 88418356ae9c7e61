// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

/** What happens to backends and to streams. */
public enum Action {
    /** A bundle is stopped. */
    STOP(4),
    /** A bundle that was stopped is started. */
    START(0),
    /** A bundle is replaced by a later version. */
    UPDATE(4),
    /** A bundle is wired anew. */
    REFRESH(3),
    /** A bundle is uninstalled and installed again. */
    REINSTALL(3),
    /** A card gets another configuration, and is another card then. */
    RECONFIGURE(4),
    /** A card is lost without warning. */
    UNPLUG(2),
    /** A card that was lost is back. */
    REPLUG(0),
    /** A client sends its stream to a device. */
    SWAP(8),
    /** A client lets its stream stand. */
    PAUSE(3),
    /** A client lets its stream go on. */
    RESUME(0),
    /** A client closes its stream in mid-play, and another opens one. */
    REPLACE(3);

    private final int weight;

    Action(int weight) {
        this.weight = weight;
    }

    /** How often it is drawn, against the others; 0 if it is only ever the end of another. */
    int weight() {
        return weight;
    }

    boolean isOfStreams() {
        return compareTo(SWAP) >= 0;
    }
}
