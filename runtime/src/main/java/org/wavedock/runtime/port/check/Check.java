// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.check;

import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.IUnknown;
import org.wavedock.portcls.IMiniportLock;
import org.wavedock.runtime.time.ServicePass;

/**
 * The checking mode, what Driver Verifier is to Windows. It finds
 *
 * <ul>
 *   <li>two threads in one channel at a time: a channel has one user, who may hand it over to another thread, but no two calls
 *       overlap. References and {@code queryInterface} are any thread's;
 *   <li>{@code allocateBuffer}, {@code freeBuffer} of a buffer, {@code start} and {@code waitForTC} in a service pass, where
 *       nothing may block;
 *   <li>calls of a miniport into its port's stream with the miniport's lock held.
 * </ul>
 *
 * <p>A service pass is what portcls runs at dispatch level: the delivery of a group that the port factory made, and a pin's own
 * pass. An engine's pump also starts, halts and aims streams in its cycle, between passes; that is passive, as a control
 * thread's work is.
 *
 * <p>A violation throws {@link IllegalStateException} where it is found, is logged as an error the first time of its kind, and
 * is counted. While there is none, nothing is allocated. Switched off, nothing is wrapped and each method is empty; switched on,
 * what a port hands out is another object than what a backend made: whoever wants more of it asks by {@code queryInterface}.
 */
public final class Check {
    /** Whether the mode is on: the system property {@code wavedock.check}, read once. */
    public static final boolean ON = Boolean.getBoolean("wavedock.check");

    /** The system property that tells, from the first violation on, how many there were; for those who cannot see this class. */
    public static final String VIOLATIONS = "wavedock.check.violations";

    private Check() {}

    /** All violations so far. Any thread. */
    public static int violations() {
        return Violations.count();
    }

    /**
     * Puts the check in front of a channel that a port hands out.
     *
     * @param channel the channel, not null
     * @return the same to use instead; the channel itself while the mode is off
     */
    public static IDmaChannel wrap(IDmaChannel channel) {
        return ON ? new CheckedChannel(channel) : channel;
    }

    /**
     * Puts the check in front of a slave channel that a port hands out.
     *
     * @param channel the channel, not null
     * @return the same to use instead; the channel itself while the mode is off
     */
    public static IDmaChannelSlave wrap(IDmaChannelSlave channel) {
        return ON ? new CheckedSlaveChannel(channel) : channel;
    }

    /** The calling thread begins a service pass; passes nest. To be followed by {@link #leaveService()} in any case. */
    public static void enterService() {
        if (ON) {
            ServicePass.enter();
        }
    }

    /** The calling thread ends the service pass that it began last. */
    public static void leaveService() {
        if (ON) {
            ServicePass.leave();
        }
    }

    /** Whether the calling thread is in a service pass; never while the mode is off. */
    public static boolean inService() {
        return ON && ServicePass.isRunning();
    }

    /**
     * Requires that the calling thread holds no lock of a miniport: neither the monitor of the miniport or of its stream, nor
     * what either of them declares as {@link IMiniportLock}. Asking costs no memory unless the declaration is found only by a
     * {@code queryInterface} that makes its answer anew.
     *
     * @param miniport the miniport, or null
     * @param stream its stream, or null
     * @param method which method of the port is being called
     * @throws IllegalStateException if it holds one
     */
    public static void requireNoLock(Object miniport, Object stream, String method) {
        if (ON && (isHeld(miniport) || isHeld(stream))) {
            throw Violations.of(
                    "lock " + method,
                    "thread " + Thread.currentThread().getName() + " calls " + method + " holding the lock of "
                            + (isHeld(stream) ? "the stream " + stream : "the miniport " + miniport)
                            + "; expected no lock, as the call may come back");
        }
    }

    private static boolean isHeld(Object owner) {
        return owner != null && (Thread.holdsLock(owner) || isDeclaredHeld(owner));
    }

    private static boolean isDeclaredHeld(Object owner) {
        if (owner instanceof IMiniportLock lock) {
            return lock.isHeldByCurrentThread();
        }
        if (owner instanceof IUnknown unknown) {
            var declared = unknown.queryInterface(IMiniportLock.class);
            return declared.isPresent() && declared.get().isHeldByCurrentThread();
        }
        return false;
    }
}
