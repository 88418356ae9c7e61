// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import org.wavedock.stream.Segment;

/**
 * What a voice's ledger says was heard somewhere.
 *
 * @param owner the voice's number
 * @param segment what its ledger says
 */
record Claim(int owner, Segment segment) {
    /** The name of the recording that it is about, without its ending. */
    String recording() {
        return segment.device() + (segment.substream() == 0 ? "" : "-" + segment.substream());
    }

    long start() {
        return segment.deviceFrame();
    }

    long end() {
        return segment.deviceFrame() + segment.frames();
    }

    boolean covers(long deviceFrame) {
        return deviceFrame >= start() && deviceFrame < end();
    }

    /** What has to be heard at a frame of the device. */
    long at(long deviceFrame) {
        return Numbering.of(owner, segment.streamFrame() + deviceFrame - start());
    }

    @Override
    public String toString() {
        return "what voice " + owner + " says of " + segment;
    }
}
