// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wavedock.dma.CUnknown;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.IServiceSink;
import org.wavedock.runtime.time.RealScheduler;
import org.wavedock.runtime.time.Scheduler;

@DisplayName("Members that come and go while a service group delivers")
@Timeout(60)
class ServiceGroupMembersTest {
    private static final int ROUNDS = 20_000;
    private static final int WARM_UP = 10_000;

    private final Scheduler scheduler = new RealScheduler();
    private final Ports ports = new Ports(scheduler);
    private final IServiceGroup group = ports.newServiceGroup();
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void tearDown() {
        ports.end();
    }

    private static class Sink extends CUnknown implements IServiceSink {
        private final Runnable service;
        private volatile boolean destroyed;

        Sink(Runnable service) {
            this.service = service;
        }

        @Override
        public void requestService() {
            service.run();
        }

        @Override
        protected void destroy() {
            destroyed = true;
        }
    }

    private Sink named(String name) {
        return new Sink(() -> calls.add(name));
    }

    /** A sink whose call begins, and then lasts until it may end. */
    private final class Slow {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private final Sink sink = new Sink(() -> {
            begun.countDown();
            awaitLatch(mayEnd);
            calls.add("slow");
        });
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything asked for so far has been delivered. */
    private void settle() {
        var done = new CountDownLatch(1);
        var last = new Sink(done::countDown);
        group.addMember(last);
        group.requestService();
        awaitLatch(done);
        group.removeMember(last);
    }

    @Test
    @Tag("C11")
    @DisplayName("C11 taking a sink out waits until the call into it has ended, and only then drops the reference")
    void removalWaits() throws InterruptedException {
        var slow = new Slow();
        group.addMember(slow.sink);
        slow.sink.release();
        group.requestService();
        awaitLatch(slow.begun);
        var remover = new Thread(() -> {
            group.removeMember(slow.sink);
            calls.add("removed");
        });
        remover.start();
        await().until(() -> remover.getState() == Thread.State.TIMED_WAITING);
        assertThat(slow.sink.destroyed).isFalse();
        assertThat(calls).isEmpty();
        slow.mayEnd.countDown();
        remover.join();
        assertThat(calls).containsExactly("slow", "removed");
        assertThat(slow.sink.destroyed).isTrue();
    }

    @Test
    @Tag("C11")
    @DisplayName("C11 of a sink that sits twice, taking one place away waits for the call from the other")
    void removalWaitsForTheOtherPlace() throws InterruptedException {
        var slow = new Slow();
        var first = new Sink(() -> {});
        group.addMember(slow.sink);
        group.addMember(first);
        group.addMember(slow.sink);
        group.requestService();
        awaitLatch(slow.begun);
        group.removeMember(first);
        var remover = new Thread(() -> group.removeMember(slow.sink));
        remover.start();
        await().until(() -> remover.getState() == Thread.State.TIMED_WAITING);
        slow.mayEnd.countDown();
        remover.join();
        settle();
        calls.clear();
        settle();
        assertThat(calls).containsExactly("slow");
    }

    @Test
    @DisplayName("the last reference to a group waits for the call that is running, as taking the sink out does")
    void endWaits() throws InterruptedException {
        var slow = new Slow();
        group.addMember(slow.sink);
        group.requestService();
        awaitLatch(slow.begun);
        var releaser = new Thread(group::release);
        releaser.start();
        await().until(() -> releaser.getState() == Thread.State.TIMED_WAITING);
        slow.mayEnd.countDown();
        releaser.join();
        assertThat(calls).containsExactly("slow");
        assertThat(slow.sink.release()).isZero();
    }

    @Test
    @Tag("C11")
    @DisplayName("C11 a sink taken out while another one is being called is called no more in that delivery")
    void removedAheadOfTheDelivery() throws InterruptedException {
        var slow = new Slow();
        var next = named("next");
        group.addMember(slow.sink);
        group.addMember(next);
        next.release();
        group.requestService();
        awaitLatch(slow.begun);
        group.removeMember(next);
        assertThat(next.destroyed).isTrue();
        slow.mayEnd.countDown();
        settle();
        assertThat(calls).containsOnly("slow");
    }

    @Test
    @Tag("C11")
    @DisplayName("C11 a member may take itself out, or another one, in its own call")
    void removalFromWithin() {
        var next = named("next");
        var first = new Sink[1];
        first[0] = new Sink(() -> {
            calls.add("first");
            group.removeMember(first[0]);
            group.removeMember(next);
        });
        group.addMember(first[0]);
        group.addMember(next);
        group.addMember(named("last"));
        settle();
        assertThat(calls).containsExactly("first", "last");
        assertThat(first[0].release()).isZero();
        assertThat(next.release()).isZero();
    }

    @Test
    @DisplayName("a sink that joins during a delivery is called from the next one on")
    void joinsDuringDelivery() {
        var adder = new Sink[1];
        adder[0] = new Sink(() -> {
            calls.add("adder");
            group.addMember(named("newcomer"));
            group.removeMember(adder[0]);
        });
        group.addMember(adder[0]);
        settle();
        assertThat(calls).containsExactly("adder");
        settle();
        assertThat(calls).containsExactly("adder", "newcomer");
    }

    @Test
    @Tag("C11")
    @DisplayName("C11 however the delivery and the removal meet, no call comes after it")
    void noCallAfterRemoval() {
        group.addMember(new Sink(group::requestService));
        group.requestService();
        for (var i = 0; i < ROUNDS; i++) {
            var sink = new Sink[1];
            sink[0] = new Sink(() -> {
                if (sink[0].destroyed) {
                    calls.add("called after its removal");
                }
            });
            group.addMember(sink[0]);
            sink[0].release();
            group.removeMember(sink[0]);
            assertThat(sink[0].destroyed).isTrue();
        }
        assertThat(calls).isEmpty();
    }

    @Test
    @Tag("A59")
    @Tag("C06")
    @DisplayName(
            "A59 a notification neither allocates nor waits, even while a delivery hangs; nor does a delivery allocate")
    void notifiesFromAnywhere() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var port = new WaveCyclicPort();
        var slow = new Slow();
        group.addMember(slow.sink);
        group.requestService();
        awaitLatch(slow.begun);
        var driven = new ServiceGroup(scheduler, () -> {}, gone -> {});
        driven.addMember(new Sink(() -> {}));
        driven.addMember(new Sink(() -> {}));
        var allocating = 0;
        for (var i = 0; i < WARM_UP + ROUNDS; i++) {
            var before = threads.getCurrentThreadAllocatedBytes();
            port.notify(group);
            port.notify(driven);
            driven.deliver(i);
            allocating += i >= WARM_UP && threads.getCurrentThreadAllocatedBytes() > before ? 1 : 0;
        }
        slow.mayEnd.countDown();
        assertThat(allocating).isLessThan(5);
        settle();
        // The call that hung, one for all requests since, and perhaps one for the last.
        assertThat(calls).hasSizeBetween(2, 3);
    }

    @Test
    @DisplayName("a delayed request is served by itself, not before its time")
    void delaysInRealTime() {
        group.supportDelayedService();
        group.addMember(named("a"));
        var asked = scheduler.nanoTime();
        group.requestDelayedService(-TimeUnit.MILLISECONDS.toNanos(20) / 100);
        await().until(() -> !calls.isEmpty());
        assertThat(scheduler.nanoTime() - asked).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    }
}
