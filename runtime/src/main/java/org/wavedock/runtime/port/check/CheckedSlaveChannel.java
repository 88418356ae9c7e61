// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.check;

import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;

/** A slave channel with the check in front of it. */
final class CheckedSlaveChannel extends CheckedChannel implements IDmaChannelSlave {
    private final IDmaChannelSlave slave;

    CheckedSlaveChannel(IDmaChannelSlave channel) {
        super(channel);
        slave = channel;
    }

    @Override
    public void start(int mapSize, boolean writeToDevice) throws AudioException {
        turn.enterPassive("start");
        try {
            slave.start(mapSize, writeToDevice);
        } finally {
            turn.leave();
        }
    }

    @Override
    public void stop() {
        turn.enter("stop");
        try {
            slave.stop();
        } finally {
            turn.leave();
        }
    }

    @Override
    public int readCounter() {
        turn.enter("readCounter");
        try {
            return slave.readCounter();
        } finally {
            turn.leave();
        }
    }

    @Override
    public void waitForTC(long timeoutMicros) throws AudioException {
        turn.enterPassive("waitForTC");
        try {
            slave.waitForTC(timeoutMicros);
        } finally {
            turn.leave();
        }
    }
}
