// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import org.wavedock.portcls.IAdapterPowerManagement;
import org.wavedock.portcls.IPowerNotify.PowerState;
import org.wavedock.wave.StreamState;

/** A device's power, and the order in which everybody hears of it. */
final class PowerSwitch {
    private static final Logger LOG = System.getLogger("org.wavedock.runtime");

    private volatile PowerState state = PowerState.D0;
    private IAdapterPowerManagement management;

    PowerState state() {
        return state;
    }

    /** How far a stream may go. */
    StreamState ceiling() {
        return state == PowerState.D0 ? StreamState.RUN : StreamState.PAUSE;
    }

    synchronized void register(IAdapterPowerManagement newManagement) {
        if (newManagement != null) {
            newManagement.addRef();
        }
        if (management != null) {
            management.release();
        }
        management = newManagement;
    }

    void forget() {
        register(null);
    }

    /** Streams, miniports, adapter on the way down; the other way round on the way up. */
    synchronized void change(PowerState newState, List<Filter> filters) {
        var down = Objects.requireNonNull(newState, "newState").compareTo(state) > 0;
        if (newState == state) {
            return;
        }
        state = newState;
        if (down) {
            filters.forEach(filter -> attempt(() -> filter.limit(ceiling())));
            filters.forEach(filter -> attempt(() -> filter.tellPower(newState)));
            tellAdapter(newState);
        } else {
            tellAdapter(newState);
            filters.forEach(filter -> attempt(() -> filter.tellPower(newState)));
            filters.forEach(filter -> attempt(() -> filter.limit(ceiling())));
        }
    }

    private void tellAdapter(PowerState newState) {
        if (management != null) {
            attempt(() -> management.powerChangeState(newState));
        }
    }

    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "a change of power failed in part", e);
        }
    }
}
