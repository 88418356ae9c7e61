// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.dma.CUnknown;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.IServiceSink;
import org.wavedock.runtime.port.check.Check;
import org.wavedock.runtime.time.VirtualScheduler;

@DisplayName("A service group")
class ServiceGroupTest {
    private static final long SECOND = 1_000_000_000;

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
        private final Runnable service;
        private boolean destroyed;

        Sink(String name) {
            this(name, () -> {});
        }

        Sink(String name, Runnable service) {
            this.name = name;
            this.service = service;
        }

        @Override
        public void requestService() {
            calls.add(name);
            service.run();
        }

        @Override
        protected void destroy() {
            destroyed = true;
        }
    }

    private void pass(long nanos) {
        scheduler.await(() -> false, nanos);
    }

    /** Asks for service, and lets it happen. */
    private void serve() {
        calls.clear();
        group.requestService();
        pass(0);
    }

    @Test
    @Tag("A58")
    @Tag("B21")
    @DisplayName("A58 and B21 serves each member once, in the order of joining, never on the caller's stack")
    void servesDeferred() {
        group.addMember(new Sink("a"));
        group.addMember(new Sink("b"));
        group.addMember(new Sink("c"));
        new WaveCyclicPort().notify(group);
        assertThat(calls).isEmpty();
        pass(0);
        assertThat(calls).containsExactly("a", "b", "c");
        pass(SECOND);
        assertThat(calls).hasSize(3);
    }

    @Test
    @Tag("A58")
    @DisplayName("A58 a request made in a member's call is served in the next pass, not on that call's stack")
    void requestInServiceIsDeferred() {
        var once = new AtomicBoolean(true);
        group.addMember(new Sink("a", () -> {
            if (once.getAndSet(false)) {
                group.requestService();
                calls.add("asked");
            }
        }));
        serve();
        assertThat(calls).containsExactly("a", "asked", "a");
    }

    @Test
    @Tag("C06")
    @DisplayName("C06 requests that come before the pass collapse into one")
    void coalesces() {
        group.addMember(new Sink("a"));
        group.requestService();
        group.requestService();
        pass(0);
        assertThat(calls).containsExactly("a");
    }

    @Test
    @DisplayName("a notification of no group changes nothing")
    void nobodyIsNotified() {
        group.addMember(new Sink("a"));
        new WaveCyclicPort().notify(null);
        pass(SECOND);
        assertThat(calls).isEmpty();
    }

    @Test
    @Tag("A60")
    @DisplayName("A60 streams that share a group are all served at once, one with a group of its own is not")
    void groupsAreApart() {
        var other = ports.newServiceGroup();
        group.addMember(new Sink("a"));
        group.addMember(new Sink("b"));
        other.addMember(new Sink("other"));
        serve();
        assertThat(calls).containsExactly("a", "b");
        other.requestService();
        pass(0);
        assertThat(calls).containsExactly("a", "b", "other");
    }

    @Test
    @Tag("A61")
    @DisplayName("A61 passes requests on to a group in it, and that to one in itself")
    void nests() {
        var inner = ports.newServiceGroup();
        var innermost = ports.newServiceGroup();
        innermost.addMember(new Sink("innermost"));
        inner.addMember(new Sink("inner"));
        inner.addMember(innermost);
        group.addMember(inner);
        group.addMember(new Sink("outer"));
        serve();
        assertThat(calls).containsExactlyInAnyOrder("outer", "inner", "innermost");
        group.removeMember(inner);
        serve();
        assertThat(calls).containsExactly("outer");
    }

    @Test
    @DisplayName("refuses to become a circle of groups, at any depth, and stays as it was")
    void refusesCircles() {
        var inner = ports.newServiceGroup();
        var innermost = ports.newServiceGroup();
        group.addMember(inner);
        inner.addMember(innermost);
        assertThatIllegalArgumentException().isThrownBy(() -> group.addMember(group));
        assertThatIllegalArgumentException().isThrownBy(() -> inner.addMember(group));
        assertThatIllegalArgumentException().isThrownBy(() -> innermost.addMember(group));
        innermost.addMember(new Sink("innermost"));
        serve();
        assertThat(calls).containsExactly("innermost");
        inner.removeMember(innermost);
        innermost.addMember(group);
        assertThat(group.release()).isEqualTo(1);
    }

    @Test
    @Tag("A62")
    @DisplayName("A62 holds a reference to each member, and drops it")
    void countsReferences() {
        var sink = new Sink("a");
        group.addMember(sink);
        assertThat(sink.release()).isEqualTo(1);
        group.removeMember(sink);
        assertThat(sink.destroyed).isTrue();
    }

    @Test
    @Tag("A62")
    @DisplayName("A62 drops all references when it goes, and delivers nothing that was asked for")
    void endsWithRequestsPending() {
        var sink = new Sink("a");
        group.addMember(sink);
        group.addMember(sink);
        sink.release();
        group.supportDelayedService();
        group.requestDelayedService(-10_000);
        group.requestService();
        assertThat(group.release()).isZero();
        assertThat(sink.destroyed).isTrue();
        pass(SECOND);
        assertThat(calls).isEmpty();
    }

    @Test
    @Tag("B19")
    @DisplayName("B19 a sink added twice is called twice, and taken away once at a time")
    void countsMembers() {
        var sink = new Sink("a");
        group.addMember(sink);
        group.addMember(new Sink("b"));
        group.addMember(sink);
        serve();
        assertThat(calls).containsExactly("a", "b", "a");
        group.removeMember(sink);
        serve();
        assertThat(calls).containsExactly("b", "a");
        group.removeMember(sink);
        serve();
        assertThat(calls).containsExactly("b");
        assertThat(sink.release()).isZero();
    }

    @Test
    @Tag("B20")
    @DisplayName("B20 taking out a stranger changes nothing, for neither of them")
    void ignoresStrangers() {
        var stranger = new Sink("stranger");
        group.addMember(new Sink("a"));
        group.removeMember(stranger);
        serve();
        assertThat(calls).containsExactly("a");
        assertThat(stranger.release()).isZero();
    }

    @Test
    @Tag("A63")
    @DisplayName("A63 negative is from now, in 100 ns units")
    void delaysRelatively() {
        group.addMember(new Sink("a"));
        assertThatIllegalStateException().isThrownBy(() -> group.requestDelayedService(-10));
        group.supportDelayedService();
        pass(SECOND);
        group.requestDelayedService(-10_000);
        pass(999_999);
        assertThat(calls).isEmpty();
        pass(1);
        assertThat(calls).containsExactly("a");
        pass(SECOND);
        assertThat(calls).hasSize(1);
    }

    @Test
    @Tag("A63")
    @DisplayName("A63 positive is a time of the clock, and one that is over is now")
    void delaysAbsolutely() {
        group.addMember(new Sink("a"));
        group.supportDelayedService();
        pass(1_000_000);
        group.requestDelayedService(20_000);
        pass(999_999);
        assertThat(calls).isEmpty();
        pass(1);
        assertThat(calls).hasSize(1);
        group.requestDelayedService(20_000);
        pass(0);
        assertThat(calls).hasSize(2);
        group.requestDelayedService(0);
        pass(0);
        assertThat(calls).hasSize(3);
    }

    @Test
    @Tag("A63")
    @DisplayName("A63 cancelling prevents it, and does so whether or not there is something to cancel")
    void cancelsDelays() {
        group.addMember(new Sink("a"));
        group.supportDelayedService();
        group.cancelDelayedService();
        group.requestDelayedService(-10_000);
        group.cancelDelayedService();
        pass(SECOND);
        assertThat(calls).isEmpty();
        group.requestDelayedService(-10_000);
        pass(SECOND);
        assertThat(calls).hasSize(1);
    }

    @Test
    @DisplayName("a delayed request takes the place of the one before, be it later or earlier")
    void replacesDelays() {
        group.addMember(new Sink("a"));
        group.supportDelayedService();
        group.requestDelayedService(-10_000);
        group.requestDelayedService(-20_000);
        pass(1_999_999);
        assertThat(calls).isEmpty();
        pass(1);
        assertThat(calls).hasSize(1);
        group.requestDelayedService(-20_000);
        group.requestDelayedService(-10_000);
        pass(1_000_000);
        assertThat(calls).hasSize(2);
        pass(SECOND);
        assertThat(calls).hasSize(2);
    }

    @Test
    @DisplayName("an ordinary request leaves a delayed one standing, and the longest delay is not now")
    void keepsDelays() {
        group.addMember(new Sink("a"));
        group.supportDelayedService();
        group.requestDelayedService(-10_000);
        serve();
        assertThat(calls).hasSize(1);
        pass(1_000_000);
        assertThat(calls).hasSize(2);
        group.requestDelayedService(Long.MIN_VALUE);
        pass(SECOND);
        group.requestDelayedService(Long.MAX_VALUE);
        pass(SECOND);
        assertThat(calls).hasSize(2);
    }

    @Test
    @DisplayName("a delivery, and nothing else, is a service pass to the checking mode; who fails in it ends it too")
    void isServicePass() {
        var inService = new ArrayList<Boolean>();
        group.addMember(new Sink("a", () -> inService.add(Check.inService())));
        serve();
        inService.add(Check.inService());
        var pumped = new ServiceGroup(scheduler, () -> {}, gone -> {});
        pumped.addMember(new Sink("b", () -> inService.add(Check.inService())));
        pumped.deliver(0);
        assertThat(inService).containsExactly(true, false, false);
    }

    @Test
    @DisplayName("nobody is served when the platform has gone")
    void endsWithThePlatform() {
        group.addMember(new Sink("a"));
        pass(0);
        ports.end();
        serve();
        assertThat(calls).isEmpty();
    }

    @Test
    @DisplayName("a member that fails keeps no other from being served, now or later, and is reported once")
    void survivesFailures() {
        var reports = new ArrayList<String>();
        var log = java.util.logging.Logger.getLogger("org.wavedock.runtime");
        Filter listener = entry -> {
            reports.add(entry.getMessage());
            return false;
        };
        log.setFilter(listener);
        try {
            group.addMember(new Sink("a", () -> {
                throw new IllegalStateException("a fails");
            }));
            group.addMember(new Sink("b", () -> {
                throw new AssertionError("b fails");
            }));
            group.addMember(new Sink("c"));
            for (var i = 0; i < 3; i++) {
                serve();
                assertThat(calls).containsExactly("a", "b", "c");
            }
        } finally {
            log.setFilter(null);
        }
        assertThat(reports).hasSize(2);
    }
}
