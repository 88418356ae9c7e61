// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

/**
 * What stands between a stream and a device of another format: a stage, a ring of frames as the device has them, and the two counts.
 * The pin on the device's side knows the stage and no other frames; they are numbered as it likes. Used by the pump alone.
 */
interface Bridge extends RunLog.Numbering {
    /**
     * Starts over at a frame of the stream.
     *
     * @return its number on the device's side
     */
    long aim(long streamFrame);

    /** Before the device's side is served: it finds in the stage what it will want. Hot path. */
    void supply(Pin device);

    /** As {@link #supply}, in the middle of play. Hot path. */
    void sustain(Pin device, long now);

    /** No more is handed over. */
    void stop();

    /**
     * After the device's side was served: the client gets what is in the stage. Hot path.
     *
     * @param all whether nothing comes after it, so that what is waited for is silence
     */
    void deliver(boolean all);
}
