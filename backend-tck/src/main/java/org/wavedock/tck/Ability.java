// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

/** What a device need not be able to do. Rules that need an ability are aborted, with a reason, for devices that lack it. */
public enum Ability {
    /** Its channels offer {@link org.wavedock.dma.TransferControl}. */
    TRANSFER_CONTROL,
    /** {@link org.wavedock.dma.TransferControl#canPause()}. */
    PAUSE,
    /** Render channels: {@link org.wavedock.dma.TransferControl#takesCommitted()}. */
    COMMITMENTS,
    /** Channels can be started over any whole number of frames, not only over their whole ring. */
    PARTIAL_TRANSFERS,
    /** {@link TestedDevice#unplug()} works. */
    UNPLUG,
    /** {@link TestedDevice#heard(int)} knows what was heard. */
    HEARD,
    /** With {@link #HEARD}: a stop ends what is heard exactly where the counters stand, and not a little later. */
    EXACT_STOP,
    /** {@link TestedDevice#captured} knows what is captured. */
    CAPTURED
}
