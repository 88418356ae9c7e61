// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Reason;

/** Use after the last release, and after the device has gone. Every call is made on a thread of its own. */
@ProviderType
public interface GoneRules extends Rules {
    private static Map<String, Expect.Call> calls(Line line) {
        var channel = line.channel();
        var client = ByteBuffer.allocate(64);
        var calls = new LinkedHashMap<String, Expect.Call>();
        calls.put("transferCount()", channel::transferCount);
        calls.put("maximumBufferSize()", channel::maximumBufferSize);
        calls.put("allocatedBufferSize()", channel::allocatedBufferSize);
        calls.put("bufferSize()", channel::bufferSize);
        calls.put("setBufferSize(0)", () -> channel.setBufferSize(0));
        calls.put("systemAddress()", channel::systemAddress);
        calls.put("physicalAddress()", channel::physicalAddress);
        calls.put("getAdapterObject()", channel::getAdapterObject);
        calls.put("copyTo", () -> channel.copyTo(0, client, 0, 1));
        calls.put("copyFrom", () -> channel.copyFrom(client, 0, 0, 1));
        calls.put("stop()", channel::stop);
        calls.put("readCounter()", channel::readCounter);
        if (line.hasControl()) {
            calls.put("transferredBytes()", line.control()::transferredBytes);
            calls.put("originFrame()", line.control()::originFrame);
        }
        return calls;
    }

    private void expectGone(Line line, Map<String, Expect.Call> calls) throws Exception {
        for (var call : calls.entrySet()) {
            bench().watchdog()
                    .watch(
                            call.getKey(),
                            () -> Expect.thrown(call.getKey(), call.getValue(), DeviceRemovedException.class));
        }
        expectRemoved("waitForTC(10)", () -> line.channel().waitForTC(10));
        expectRemoved("allocateBuffer", () -> line.channel().allocateBuffer(64, IDmaChannel.UNCONSTRAINED));
        expectRemoved("start", () -> line.channel().start(64, line.renders()));
        bench().watchdog().watch("freeBuffer()", line.channel()::freeBuffer);
    }

    private void expectRemoved(String what, Expect.Call call) throws Exception {
        bench().watchdog().watch(what, () -> {
            var thrown = Expect.thrown(call);
            Expect.that(
                    thrown instanceof DeviceRemovedException
                            || thrown instanceof AudioException e && e.reason() == Reason.DEVICE_REMOVED,
                    what + " " + Expect.outcome(thrown) + ", expected one that says DEVICE_REMOVED");
        });
    }

    /** A channel in each state. */
    private List<Line> states() throws Exception {
        var lines = new ArrayList<Line>();
        for (var direction : bench().directions()) {
            var most = bench().device().substreams(direction);
            for (var state = 0; state < (most == 0 ? 3 : Math.min(3, most)); state++) {
                var line = bench().open(direction);
                if (state < 2) {
                    line.allocate();
                }
                if (state == 0) {
                    line.start();
                }
                lines.add(line);
            }
        }
        return lines;
    }

    @Test
    default void shouldBeOfNoUseAfterTheLastRelease() throws Exception {
        for (var line : states()) {
            var calls = calls(line);
            bench().watchdog().watch("release()", line.channel()::release);
            expectGone(line, calls);
        }
    }

    @Test
    @Tag("C04")
    default void shouldBeOfNoUseAfterTheDeviceHasGone() throws Exception {
        bench().require(Ability.UNPLUG);
        var lines = states();
        var calls = lines.stream().map(GoneRules::calls).toList();
        bench().watchdog().watch("unplug()", bench().device()::unplug);
        for (var i = 0; i < lines.size(); i++) {
            expectGone(lines.get(i), calls.get(i));
        }
    }

    @Test
    @Tag("C04")
    default void shouldBeReleasedAfterTheDeviceHasGone() throws Exception {
        bench().require(Ability.UNPLUG);
        var lines = states();
        bench().watchdog().watch("unplug()", bench().device()::unplug);
        for (var line : lines) {
            bench().watchdog()
                    .watch("release()", () -> Expect.equal(0, line.channel().release(), "release()"));
        }
    }

    @Test
    @Tag("C04")
    default void shouldOpenNothingAfterTheDeviceHasGone() throws Exception {
        bench().require(Ability.UNPLUG);
        bench().watchdog().watch("unplug()", bench().device()::unplug);
        for (var direction : bench().directions()) {
            bench().watchdog()
                    .watch(
                            "newChannel",
                            () -> Expect.refused(
                                    "newChannel of a device that is gone",
                                    () -> bench().open(direction),
                                    Reason.DEVICE_REMOVED));
        }
        Expect.that(bench().provider().description() != null, "description() of a device that is gone is null");
    }

    @Test
    @Tag("C04")
    default void shouldLeaveViewsHarmlessWhenTheDeviceGoes() throws Exception {
        bench().require(Ability.UNPLUG);
        var line = bench().running();
        var view = line.channel().systemAddress();
        bench().device().unplug();
        line.channel().freeBuffer();
        line.release();
        var thrown = Expect.thrown(() -> view.put(0, view.get(1)));
        Expect.that(thrown == null || thrown instanceof RuntimeException, "a view of a lost device throws " + thrown);
    }

    @Test
    @Tag("C04")
    default void shouldTellAThreadAtWorkThatTheDeviceHasGone() throws Exception {
        bench().require(Ability.UNPLUG);
        var line = bench().running();
        var client = ByteBuffer.allocate(64);
        var work = bench().watchdog().begin(() -> {
            Expect.thrown(
                    "a thread at work on a lost device",
                    () -> {
                        while (!bench().watchdog().isStuck()) {
                            line.channel().readCounter();
                            line.channel().copyFrom(client, 0, 0, 64);
                        }
                    },
                    DeviceRemovedException.class);
            // Only one of the two has been told so far.
            Expect.thrown("readCounter()", line.channel()::readCounter, DeviceRemovedException.class);
            Expect.thrown("copyFrom", () -> line.channel().copyFrom(client, 0, 0, 64), DeviceRemovedException.class);
        });
        bench().device().unplug();
        bench().watchdog().end("work on a lost device", work);
    }

    @Test
    @Tag("C04")
    default void shouldEndAWaitWhenTheDeviceGoes() throws Exception {
        bench().require(Ability.UNPLUG);
        var line = bench().running();
        var begun = new CountDownLatch(1);
        var wait = bench().watchdog().begin(() -> {
            begun.countDown();
            expectEnded(line);
        });
        begun.await();
        for (var i = 0; i < 20 && !Watchdog.isOver(wait); i++) {
            Thread.onSpinWait();
        }
        bench().device().unplug();
        bench().watchdog().end("waitForTC of a lost device", wait);
    }

    private static void expectEnded(Line line) {
        var thrown = Expect.thrown(() -> line.channel().waitForTC(3_600_000_000L));
        Expect.that(
                thrown instanceof DeviceRemovedException || thrown instanceof AudioException,
                "waitForTC of a device that is being lost " + Expect.outcome(thrown));
    }
}
