// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Spreads one notification over its members, later and on the service thread; {@code IServiceGroup} (portcls.h). A
 * group is a sink itself, so groups can be members of groups. Comes from {@link PortFactory#newServiceGroup}.
 */
@ProviderType
public interface IServiceGroup extends IServiceSink {
    /**
     * Has all members called soon, in the order they were added, on the service thread and never on the caller's stack;
     * requests made before that merge into one. Any thread; never blocks or allocates.
     */
    @Override
    void requestService();

    /**
     * Adds a sink and a reference to it; {@code AddMember}. A sink added twice is called twice; one added during a
     * delivery is called from the next on. Control path.
     *
     * @param sink not null
     * @throws IllegalArgumentException if the sink is this group, or a group that this one is somewhere in: such a
     *     circle would never come to rest
     */
    void addMember(IServiceSink sink);

    /**
     * Takes a sink out once and drops the reference; {@code RemoveMember}. Nothing happens if it is no member. When it
     * returns, no call of this group into the sink is running, and unless it was added more than once none will come.
     * Control path; waits for a running call, unless it is called from within a call of this group.
     *
     * @param sink not null
     */
    void removeMember(IServiceSink sink);

    /**
     * Prepares the group for delayed requests; {@code SupportDelayedService}. Nothing happens the second time. Control
     * path.
     */
    void supportDelayedService();

    /**
     * Has all members called at a later time; {@code RequestDelayedService}. A new delayed request replaces one that is
     * pending. Control path; does not block.
     *
     * @param delay 100 ns units: negative for that long from now, else a time of the platform's
     *     {@link org.wavedock.wave.TimeSource}, where portcls has the system time
     * @throws IllegalStateException if {@link #supportDelayedService()} has not been called
     */
    void requestDelayedService(long delay);

    /** Drops the delayed request that is pending, if there is one; {@code CancelDelayedService}. Control path. */
    void cancelDelayedService();
}
