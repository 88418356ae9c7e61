// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.check;

import org.wavedock.dma.TransferControl;

/** A channel's {@link TransferControl} with the check in front of it. */
final class CheckedControl implements TransferControl {
    private final TransferControl control;
    private final Turn turn;

    CheckedControl(TransferControl control, Turn turn) {
        this.control = control;
        this.turn = turn;
    }

    @Override
    public long transferredBytes() {
        turn.enter("transferredBytes");
        try {
            return control.transferredBytes();
        } finally {
            turn.leave();
        }
    }

    @Override
    public void pause() {
        turn.enter("pause");
        try {
            control.pause();
        } finally {
            turn.leave();
        }
    }

    @Override
    public void resume() {
        turn.enter("resume");
        try {
            control.resume();
        } finally {
            turn.leave();
        }
    }

    @Override
    public long originFrame() {
        turn.enter("originFrame");
        try {
            return control.originFrame();
        } finally {
            turn.leave();
        }
    }

    @Override
    public int substream() {
        turn.enter("substream");
        try {
            return control.substream();
        } finally {
            turn.leave();
        }
    }

    @Override
    public boolean canPause() {
        turn.enter("canPause");
        try {
            return control.canPause();
        } finally {
            turn.leave();
        }
    }

    @Override
    public boolean takesCommitted() {
        turn.enter("takesCommitted");
        try {
            return control.takesCommitted();
        } finally {
            turn.leave();
        }
    }

    @Override
    public void commit(long bytes) {
        turn.enter("commit");
        try {
            control.commit(bytes);
        } finally {
            turn.leave();
        }
    }

    @Override
    public boolean hasStopped() {
        turn.enter("hasStopped");
        try {
            return control.hasStopped();
        } finally {
            turn.leave();
        }
    }
}
