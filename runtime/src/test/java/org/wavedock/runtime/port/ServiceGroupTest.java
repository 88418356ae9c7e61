// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wavedock.dma.CUnknown;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.IServiceSink;
import org.wavedock.runtime.time.VirtualScheduler;

@DisplayName("A service group")
class ServiceGroupTest {
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Ports ports = new Ports(scheduler);
    private final IServiceGroup group = ports.newServiceGroup();
    private final List<String> calls = new ArrayList<>();

    @AfterEach
    void tearDown() {
        ports.end();
    }

    private final class Sink extends CUnknown implements IServiceSink {
        private final String name;
        private boolean destroyed;

        Sink(String name) {
            this.name = name;
        }

        @Override
        public void requestService() {
            calls.add(name);
        }

        @Override
        protected void destroy() {
            destroyed = true;
        }
    }

    private void pass(long nanos) {
        scheduler.await(() -> false, nanos);
    }

    @Test
    @DisplayName("A58 and B21 serves each member once, in the order of joining, never on the caller's stack")
    void servesDeferred() {
        group.addMember(new Sink("a"));
        group.addMember(new Sink("b"));
        group.requestService();
        assertThat(calls).isEmpty();
        pass(0);
        assertThat(calls).containsExactly("a", "b");
        pass(1_000_000_000);
        assertThat(calls).hasSize(2);
    }

    @Test
    @DisplayName("C06 requests that come before the pass collapse into one")
    void coalesces() {
        group.addMember(new Sink("a"));
        group.requestService();
        group.requestService();
        pass(0);
        assertThat(calls).containsExactly("a");
    }

    @Test
    @DisplayName("A61 passes requests on to a group in it")
    void nests() {
        var inner = ports.newServiceGroup();
        inner.addMember(new Sink("inner"));
        group.addMember(inner);
        group.requestService();
        pass(0);
        assertThat(calls).containsExactly("inner");
    }

    @Test
    @DisplayName("A62 holds a reference to each member, and drops it")
    void countsReferences() {
        var sink = new Sink("a");
        group.addMember(sink);
        sink.release();
        assertThat(sink.destroyed).isFalse();
        group.removeMember(sink);
        assertThat(sink.destroyed).isTrue();
    }

    @Test
    @DisplayName("B19 and B20 a sink added twice is called twice, removed once at a time; a stranger changes nothing")
    void countsMembers() {
        var sink = new Sink("a");
        group.addMember(sink);
        group.addMember(sink);
        group.removeMember(new Sink("stranger"));
        group.requestService();
        pass(0);
        assertThat(calls).containsExactly("a", "a");
        group.removeMember(sink);
        group.requestService();
        pass(0);
        assertThat(calls).hasSize(3);
    }

    @Test
    @DisplayName("A63 serves later: negative is from now, in 100 ns units; cancelling prevents it")
    void delays() {
        group.addMember(new Sink("a"));
        assertThatThrownBy(() -> group.requestDelayedService(-10)).isInstanceOf(IllegalStateException.class);
        group.supportDelayedService();
        group.requestDelayedService(-10_000);
        pass(999_999);
        assertThat(calls).isEmpty();
        pass(1);
        assertThat(calls).hasSize(1);
        group.requestDelayedService(20_000);
        pass(1_000_000);
        assertThat(calls).hasSize(2);
        group.requestDelayedService(-10_000);
        group.cancelDelayedService();
        pass(1_000_000_000);
        assertThat(calls).hasSize(2);
        group.requestDelayedService(Long.MIN_VALUE);
        pass(1_000_000_000);
        assertThat(calls).hasSize(2);
    }
}
