// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

/**
 * The timing of a slave device on the system's DMA controller; {@code DMA_SPEED} (wdm.h). A hint, and mostly history.
 */
public enum DmaSpeed {
    /** The slowest, which every device can do ({@code Compatible}). */
    COMPATIBLE,
    /** Type A ({@code TypeA}). */
    TYPE_A,
    /** Type B ({@code TypeB}). */
    TYPE_B,
    /** Type C ({@code TypeC}). */
    TYPE_C,
    /** Type F ({@code TypeF}). */
    TYPE_F
}
