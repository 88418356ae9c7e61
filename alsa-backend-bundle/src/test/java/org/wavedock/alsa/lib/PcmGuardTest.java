// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.lib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread at a time inside; what libasound would crash on does not reach it. */
@Timeout(20)
class PcmGuardTest {
    private static final String NULL = "pcm.t { type null }";

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch mayLeave = new CountDownLatch(1);
    private Pcm pcm;

    @BeforeEach
    void open() throws AlsaException {
        Libasound.silence();
        pcm = Pcm.open("t", NULL, Pcm.PLAYBACK);
    }

    @AfterEach
    void close() {
        mayLeave.countDown();
        pcm.close();
    }

    /** Stands for a call of libasound that does not return, as one to a frozen server. */
    int stay(MemorySegment handle) throws InterruptedException {
        inside.countDown();
        mayLeave.await();
        return 7;
    }

    private CompletableFuture<Integer> stayInside() throws ReflectiveOperationException, InterruptedException {
        MethodHandle stay =
                MethodHandles.lookup().bind(this, "stay", MethodType.methodType(int.class, MemorySegment.class));
        var answer = CompletableFuture.supplyAsync(() -> pcm.call(stay, new Object[0]));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        return answer;
    }

    @Test
    void aSecondThreadIsRefusedWhileOneIsInside() throws Exception {
        var first = stayInside();
        assertThatThrownBy(pcm::state)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("PCM t is in use by another thread");
        assertThatThrownBy(pcm::avail).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pcm.advance(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pcm.areas(2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(pcm::hwFree).isInstanceOf(IllegalStateException.class);
        mayLeave.countDown();
        assertThat(first.get()).isEqualTo(7);
        assertThat(pcm.state()).isEqualTo(PcmState.OPEN);
    }

    @Test
    void closeReturnsAtOnceAndTheOneInsideClosesWhenItLeaves() throws Exception {
        var first = stayInside();
        pcm.close();
        assertThat(pcm.isClosed()).isTrue();
        assertThat(first).isNotDone();
        assertThatThrownBy(pcm::state).isInstanceOf(IllegalStateException.class).hasMessage("PCM t is closed");
        mayLeave.countDown();
        assertThat(first.get()).isEqualTo(7);
        assertThatThrownBy(pcm::state).isInstanceOf(IllegalStateException.class).hasMessage("PCM t is closed");
    }

    @Test
    void closingTwiceIsHarmlessAndEverythingElseIsRefusedAfterwards() {
        pcm.close();
        pcm.close();
        assertThat(pcm.isClosed()).isTrue();
        assertThatThrownBy(pcm::prepare).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new HwParams(pcm)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> SwParams.install(pcm, false)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ChannelMap.waveToRing(pcm, 2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theRingIsNotReadPastItsChannelsNorMovedPastItsFrames() throws Exception {
        assertThatThrownBy(() -> pcm.areas(1)).isInstanceOf(IllegalArgumentException.class);
        try (var params = new HwParams(pcm)) {
            params.setAccess(Access.MMAP_INTERLEAVED);
            params.setFormat(SampleFormat.S16_LE);
            params.setChannels(2);
            params.setRate(48_000);
            params.setBufferMax(4096);
            params.setPeriodNear(1024);
            params.setBufferNear(4096);
            params.install();
        }
        assertThat(pcm.areas(2)).hasSize(2);
        assertThatThrownBy(() -> pcm.areas(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pcm.areas(-1)).isInstanceOf(IllegalArgumentException.class);
        pcm.start();
        // Once started, null takes what it is given for ever.
        assertThat(pcm.advance(Long.MAX_VALUE)).isEqualTo(4096);
        assertThat(pcm.advance(-1)).isZero();
        pcm.hwFree();
        assertThat(pcm.advance(1)).isNotPositive();
        assertThatThrownBy(() -> pcm.areas(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parametersAreChosenInTheirOrder() throws Exception {
        try (var params = new HwParams(pcm)) {
            assertThatThrownBy(() -> params.setBufferMax(100))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("at ANY, expected to be before BUFFER_MAX");
            params.setAccess(Access.MMAP_INTERLEAVED);
            assertThatThrownBy(() -> params.setAccess(Access.MMAP_INTERLEAVED))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(params::install).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void parametersThatWereRefusedOnceAreOfNoUseAnyMore() throws Exception {
        var linear = Pcm.open("t", "pcm.t { type linear slave { pcm { type null } format S16_LE } }", Pcm.PLAYBACK);
        var params = new HwParams(linear);
        params.setAccess(Access.MMAP_INTERLEAVED);
        assertThatThrownBy(() -> params.setFormat(SampleFormat.FLOAT_LE)).isInstanceOf(AlsaException.class);
        assertThatThrownBy(params::bufferMin)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("empty");
        params.close();
        params.close();
        assertThatThrownBy(params::install).isInstanceOf(IllegalStateException.class);
        linear.close();
    }

    /** The converter of libasound 1.2.8 damages the heap with them. */
    @Test
    void threeByteSamplesAreNotConvertedToAnotherRate() throws Exception {
        var slave = "{ pcm { type null } rate 44100 }";
        var rate = Pcm.open("t", "pcm.t { type rate slave " + slave + " }", Pcm.PLAYBACK);
        try (var params = new HwParams(rate)) {
            assertThat(params.canFormat(SampleFormat.S24_3LE)).isFalse();
            assertThat(params.canFormat(SampleFormat.S32_LE)).isTrue();
            params.setAccess(Access.MMAP_INTERLEAVED);
            assertThatThrownBy(() -> params.setFormat(SampleFormat.S24_3LE)).isInstanceOf(AlsaException.class);
        } finally {
            rate.close();
        }
        assertThat(canRate(slave, 44_100)).isTrue();
        assertThat(canRate(slave, 48_000)).isFalse();
    }

    private static boolean canRate(String slave, int hertz) throws Exception {
        var plug = Pcm.open("t", "pcm.t { type plug slave " + slave + " }", Pcm.PLAYBACK);
        try (var params = new HwParams(plug)) {
            params.setAccess(Access.MMAP_INTERLEAVED);
            params.setFormat(SampleFormat.S24_3LE);
            params.setChannels(2);
            params.setRate(hertz);
            return true;
        } catch (AlsaException e) {
            return false;
        } finally {
            plug.close();
        }
    }

    @Test
    void namesAndDefinitionsThatLibasoundHasNoStackForAreRefused() {
        assertThatThrownBy(() -> Pcm.open("t:".repeat(1000), null, Pcm.PLAYBACK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PCM name has 2000 characters, expected 512 at most");
        for (var deep : new String[] {"a {".repeat(1000), "a [".repeat(1000), "a.".repeat(1000) + "b 1"}) {
            assertThatThrownBy(() -> Pcm.open("t", deep, Pcm.PLAYBACK))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the definition has more than 64 levels");
        }
        assertThatThrownBy(() -> Pcm.open("t\0", NULL, Pcm.PLAYBACK)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pcm.open("t", " ", Pcm.PLAYBACK)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pcm.open("t", NULL, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatLibasoundRefusesHasItsNumber() {
        assertThatThrownBy(() -> Pcm.open("other", NULL, Pcm.PLAYBACK))
                .isInstanceOfSatisfying(
                        AlsaException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
        assertThatThrownBy(() -> Pcm.open("t", "pcm.t {", Pcm.PLAYBACK)).isInstanceOf(AlsaException.class);
    }
}
