// SPDX-License-Identifier: Apache-2.0
package org.wavedock.stream;

/** How a device is driven; the class of a port in portcls. */
public enum PortClass {
    /** Audio is copied through a ring that the device runs round ({@code CLSID_PortWaveCyclic}). */
    WAVE_CYCLIC,
    /** The device is handed the stream's own memory, piece by piece ({@code CLSID_PortWavePci}). */
    WAVE_PCI
}
