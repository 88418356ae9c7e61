// SPDX-License-Identifier: Apache-2.0
package org.wavedock.stream;

/**
 * What may be done to a stream's frames for the sake of a device that does not take its format. A device that takes it gets every frame
 * as it is, whatever is allowed.
 */
public enum Conversion {
    /** Nothing: such a device is none for this stream. */
    NONE,
    /** Samples may be stored in another encoding; what becomes narrower is dithered (TPDF). */
    ENCODING,
    /** Also channels may be mixed, and the rate be converted. */
    ANY
}
