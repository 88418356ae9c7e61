// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.CommonBufferDmaChannel;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.IUnknown;
import org.wavedock.dma.TransferControl;
import org.wavedock.portcls.IMiniportLock;
import org.wavedock.wave.AudioException;

@DisplayName("The checking mode")
@ProvokesViolations
class CheckTest {
    private static final int ROUNDS = 20_000;
    private static final int WARM_UP = 10_000;
    private static final Map<Class<?>, Object> SAMPLES =
            Map.of(int.class, 7, long.class, 8L, boolean.class, true, ByteBuffer.class, ByteBuffer.allocate(4));

    private final FakeChannel fake = new FakeChannel();
    private final IDmaChannelSlave channel = Check.wrap(fake.slave);

    /** Every method that belongs to the channel's one user. */
    static Stream<Method> exclusiveMethods() {
        return Stream.of(IDmaChannel.class, IDmaChannelSlave.class, TransferControl.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic())
                .sorted(Comparator.comparing(Method::getName));
    }

    private Object call(Method method) throws Throwable {
        Object target = method.getDeclaringClass() == TransferControl.class
                ? channel.queryInterface(TransferControl.class).orElseThrow()
                : channel;
        try {
            return method.invoke(target, arguments(method));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes()).map(SAMPLES::get).toArray();
    }

    @Test
    @DisplayName("is on in every test, and covers the sixteen methods of a slave channel and those of its control")
    void isOn() {
        assertThat(Check.ON).isTrue();
        assertThat(exclusiveMethods()).hasSize(12 + 4 + TransferControl.class.getDeclaredMethods().length);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exclusiveMethods")
    @DisplayName("passes each call on, with its arguments and its answer")
    void passesOn(Method method) throws Throwable {
        if ("freeBuffer".equals(method.getName())) {
            channel.allocateBuffer(1, IDmaChannel.UNCONSTRAINED);
            fake.calls.clear();
        }
        assertThat(call(method)).isEqualTo(FakeChannel.answer(method));
        assertThat(fake.calls).containsExactly(FakeChannel.described(method, arguments(method)));
    }

    @Test
    @DisplayName("passes references on, and offers the interfaces that the channel offers")
    void passesIdentityOn() {
        assertThat(channel.addRef()).isEqualTo(42);
        assertThat(channel.release()).isEqualTo(42);
        channel.close();
        assertThat(fake.calls).containsExactly("addRef[]", "release[]", "close[]");
        assertThat(channel.queryInterface(IDmaChannelSlave.class)).containsSame(channel);
        assertThat(channel.queryInterface(IDmaChannel.class)).containsSame(channel);
        assertThat(channel.queryInterface(Runnable.class)).isEmpty();
        assertThat(channel).hasToString("the fake");
        var plain = new CommonBufferDmaChannel(new BusAddressSpace(), 64);
        var master = Check.wrap(plain);
        assertThat(master).isNotSameAs(plain);
        assertThat(master.queryInterface(TransferControl.class)).isEmpty();
        assertThat(master.queryInterface(IDmaChannelSlave.class)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exclusiveMethods")
    @DisplayName("finds a second thread in a channel, whatever it calls, and says who is where")
    void findsOverlap(Method method) throws Exception {
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        fake.inCall = () -> {
            inside.countDown();
            await(leave);
        };
        var first = new Thread(channel::stop, "the first");
        first.start();
        await(inside);
        var before = Check.violations();
        try {
            assertThatIllegalStateException()
                    .isThrownBy(() -> call(method))
                    .withMessageContainingAll(
                            Thread.currentThread().getName(), method.getName(), "the fake", "the first", "stop");
        } finally {
            leave.countDown();
            first.join();
        }
        assertThat(fake.calls).containsExactly("stop[]");
        assertThat(Check.violations()).isEqualTo(before + 1);
        assertThat(System.getProperty(Check.VIOLATIONS)).isEqualTo(String.valueOf(before + 1));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("allows one thread after another, references at any time, and a channel that calls itself")
    void allowsHandOver() throws Exception {
        var before = Check.violations();
        channel.readCounter();
        var second = new Thread(channel::readCounter);
        second.start();
        second.join();
        fake.inCall = () -> {
            fake.inCall = () -> {};
            channel.transferCount();
            var other = new Thread(() -> {
                channel.addRef();
                channel.queryInterface(TransferControl.class);
            });
            other.start();
            join(other);
        };
        channel.stop();
        channel.readCounter();
        assertThat(fake.calls)
                .containsExactly(
                        "readCounter[]", "readCounter[]", "stop[]", "transferCount[]", "addRef[]", "readCounter[]");
        assertThat(Check.violations()).isEqualTo(before);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("a call that throws leaves the channel to others")
    void leavesAfterFailure() throws Exception {
        fake.inCall = () -> {
            throw new IllegalArgumentException("no");
        };
        for (var method : exclusiveMethods().toList()) {
            var thrown = new ArrayList<Throwable>();
            var other = new Thread(() -> {
                try {
                    call(method);
                } catch (Throwable e) {
                    thrown.add(e);
                }
            });
            other.start();
            other.join();
            assertThat(thrown).singleElement().isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @Tag("A26")
    @DisplayName(
            "A26 refuses in a service pass to allocate, to free a buffer, to start and to wait; all else works there")
    void refusesToBlockInService() throws Throwable {
        var refused = List.of("allocateBuffer", "freeBuffer", "start", "waitForTC");
        channel.allocateBuffer(1, IDmaChannel.UNCONSTRAINED);
        Check.enterService();
        Check.enterService();
        Check.leaveService();
        try {
            for (var method : exclusiveMethods().toList()) {
                fake.calls.clear();
                if (refused.contains(method.getName())) {
                    assertThatIllegalStateException()
                            .isThrownBy(() -> call(method))
                            .withMessageContainingAll(method.getName(), "the fake", "service pass");
                    assertThat(fake.calls).isEmpty();
                } else {
                    call(method);
                    assertThat(fake.calls).hasSize(1);
                }
            }
        } finally {
            Check.leaveService();
        }
        channel.freeBuffer();
        Check.enterService();
        try {
            channel.freeBuffer();
        } finally {
            Check.leaveService();
        }
        assertThat(fake.calls).endsWith("freeBuffer[]", "freeBuffer[]");
    }

    /** A miniport with a lock of another kind, which a further object declares. */
    private static final class Miniport extends CUnknown {
        private final ReentrantLock lock = new ReentrantLock();
        private final IMiniportLock declared = lock::isHeldByCurrentThread;

        @Override
        public <T> Optional<T> queryInterface(Class<T> type) {
            return type == IMiniportLock.class ? Optional.of(type.cast(declared)) : super.queryInterface(type);
        }

        @Override
        protected void destroy() {
            // Nothing to free.
        }
    }

    @Test
    @Tag("A93")
    @DisplayName("A93 finds the monitor of the miniport or of its stream, and a lock that either of them declares")
    void findsHeldLocks() {
        var miniport = new Miniport();
        var stream = new Miniport();
        var lock = new ReentrantLock();
        IMiniportLock direct = lock::isHeldByCurrentThread;
        assertThatNoException().isThrownBy(() -> Check.requireNoLock(miniport, stream, "getMapping"));
        assertThatNoException().isThrownBy(() -> Check.requireNoLock(null, null, "getMapping"));
        assertThatNoException().isThrownBy(() -> Check.requireNoLock("of no interface", null, "getMapping"));
        synchronized (miniport) {
            assertLockFound(miniport, stream, "the miniport");
        }
        synchronized (stream) {
            assertLockFound(miniport, stream, "the stream");
        }
        miniport.lock.lock();
        assertLockFound(miniport, stream, "the miniport");
        miniport.lock.unlock();
        stream.lock.lock();
        assertLockFound(miniport, stream, "the stream");
        stream.lock.unlock();
        lock.lock();
        assertLockFound(direct, null, "the miniport");
        lock.unlock();
        assertThatNoException().isThrownBy(() -> Check.requireNoLock(direct, stream, "getMapping"));
    }

    private static void assertLockFound(Object miniport, Object stream, String whose) {
        assertThatIllegalStateException()
                .isThrownBy(() -> Check.requireNoLock(miniport, stream, "getMapping"))
                .withMessageContainingAll(Thread.currentThread().getName(), "getMapping", whose);
    }

    @Test
    @DisplayName("reports an error the first time of its kind, and counts it each time")
    void reportsOnce() {
        var reports = new ArrayList<LogRecord>();
        var log = Logger.getLogger("org.wavedock.runtime");
        log.setFilter(entry -> {
            reports.add(entry);
            return false;
        });
        var before = Check.violations();
        var miniport = new Miniport();
        try {
            synchronized (miniport) {
                for (var i = 0; i < 3; i++) {
                    assertThatIllegalStateException()
                            .isThrownBy(() -> Check.requireNoLock(miniport, null, "a method of this test"));
                }
            }
        } finally {
            log.setFilter(null);
        }
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(report.getMessage()).contains("a method of this test");
        });
        assertThat(Check.violations()).isEqualTo(before + 3);
    }

    @Test
    @DisplayName("allocates nothing while nothing is wrong")
    void allocatesNothing() throws AudioException {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var checked = Check.wrap(new CommonBufferDmaChannel(new BusAddressSpace(), 64));
        checked.allocateBuffer(64, IDmaChannel.UNCONSTRAINED);
        var source = ByteBuffer.allocateDirect(64);
        var lockless = new CommonBufferDmaChannel(new BusAddressSpace(), 64);
        var allocating = 0;
        for (var i = 0; i < WARM_UP + ROUNDS; i++) {
            var before = threads.getCurrentThreadAllocatedBytes();
            pass(checked, source, lockless);
            allocating += i >= WARM_UP && threads.getCurrentThreadAllocatedBytes() > before ? 1 : 0;
        }
        assertThat(allocating).isLessThan(5);
    }

    private static void pass(IDmaChannel checked, ByteBuffer source, IUnknown lockless) {
        Check.enterService();
        try {
            checked.copyTo(0, source, 0, 64);
            checked.copyFrom(source, 0, 0, 64);
            checked.bufferSize();
            Check.requireNoLock(lockless, lockless, "getMapping");
        } finally {
            Check.leaveService();
        }
    }
}
