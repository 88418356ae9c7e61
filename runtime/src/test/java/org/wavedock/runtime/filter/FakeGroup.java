// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.filter;

import java.util.ArrayList;
import java.util.List;
import org.wavedock.dma.CUnknown;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.IServiceSink;

/** A group whose service the test is: nobody is called before it says so. */
final class FakeGroup extends CUnknown implements IServiceGroup {
    final List<IServiceSink> members = new ArrayList<>();
    private final List<String> calls;
    int requests;

    FakeGroup(List<String> calls) {
        this.calls = calls;
    }

    /** The service: every member, once. */
    void deliver() {
        List.copyOf(members).forEach(IServiceSink::requestService);
    }

    @Override
    public void requestService() {
        requests++;
    }

    @Override
    public void addMember(IServiceSink sink) {
        sink.addRef();
        members.add(sink);
        calls.add("addMember");
    }

    @Override
    public void removeMember(IServiceSink sink) {
        calls.add("removeMember");
        if (members.remove(sink)) {
            sink.release();
        }
    }

    @Override
    public void supportDelayedService() {
        throw new AssertionError("the miniport notifies this group");
    }

    @Override
    public void requestDelayedService(long delay) {
        throw new AssertionError("the miniport notifies this group");
    }

    @Override
    public void cancelDelayedService() {
        throw new AssertionError("the miniport notifies this group");
    }

    @Override
    protected void destroy() {
        calls.add("group gone");
    }
}
