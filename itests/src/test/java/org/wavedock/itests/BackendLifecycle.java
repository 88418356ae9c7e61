// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Map;
import org.junit.Test;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.DeviceSnapshot;
import org.wavedock.stream.StreamSnapshot;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;

/** All that can happen to a backend's bundle under a running stream, with another backend there and without. */
public abstract class BackendLifecycle extends Platform {
    private final Music music = new Music(3);

    /** Something that a framework can do to a bundle. */
    private interface Event {
        void happen() throws Exception;
    }

    @Test
    public void aStoppedBackendHandsItsStreamToTheOtherAndGetsItBack() throws Exception {
        movesAndReturns(() -> sim.stop(), () -> sim.start());
    }

    @Test
    public void anUninstalledBackendHandsItsStreamToTheOtherAndGetsItBackWhenInstalledAgain() throws Exception {
        movesAndReturns(() -> sim.uninstall(), this::reinstall);
    }

    @Test
    public void anUpdatedBackendHandsItsStreamToTheOtherAndGetsItBack() throws Exception {
        movesAndReturns(
                () -> sim.update(), () -> assertThat(device("sim0").bundle()).isEqualTo(sim.symbolicName()));
    }

    @Test
    public void aRefreshedBackendHandsItsStreamToTheOtherAndGetsItBack() throws Exception {
        movesAndReturns(() -> sim.refresh(), () -> awaitDevice("sim0"));
    }

    @Test
    public void aStreamStandsWhileItsOnlyBackendIsStopped() throws Exception {
        standsAndGoesOn(() -> sim.stop(), () -> sim.start());
    }

    @Test
    public void aStreamStandsWhileItsOnlyBackendIsNotInstalled() throws Exception {
        standsAndGoesOn(() -> sim.uninstall(), this::reinstall);
    }

    @Test
    public void aStreamOutlivesTheUpdateOfItsOnlyBackend() throws Exception {
        outlives(() -> sim.update());
    }

    @Test
    public void aStreamOutlivesTheRefreshOfItsOnlyBackend() throws Exception {
        outlives(() -> sim.refresh());
    }

    @Test
    public void aStreamOutlivesABundleThatIsStoppedAndUpdatedAndRefreshedAndStarted() throws Exception {
        card("sim0", 0, Map.of("fifo.frames", 480));
        var stream = running();
        sim.stop();
        sim.update();
        sim.refresh();
        assertThat(streams().devices()).isEmpty();
        sim.start();
        music.play(stream, 5 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.snapshot().segments()).hasSize(2);
    }

    @Test
    public void aPausedStreamMovesWithoutASound() throws Exception {
        card("sim0", 1);
        otherCard("other0", 0);
        var stream = running();
        stream.pause();
        sim.stop();
        var heard = stream.snapshot().framesRendered();
        assertThat(heard).isLessThan(music.written());
        stream.start();
        music.play(stream, 5 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.swaps())
                .extracting(SwapReport::to, SwapReport::reason, SwapReport::atFrame)
                .containsExactly(tuple("other0", SwapReason.BACKEND_LEFT, heard));
    }

    private void reinstall() throws Exception {
        sim.install();
        sim.start();
        awaitDevice("sim0");
    }

    private AudioStream running() throws Exception {
        var stream = open();
        stream.start();
        music.play(stream, 12 * Music.BEAT);
        return stream;
    }

    private void movesAndReturns(Event leave, Event comeBack) throws Exception {
        card("sim0", 1);
        otherCard("other0", 0);
        var stream = running();
        leave.happen();
        music.play(stream, 5 * Music.BEAT);
        comeBack.happen();
        music.play(stream, 5 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.swaps())
                .extracting(SwapReport::from, SwapReport::to, SwapReport::reason)
                .containsExactly(
                        tuple("sim0", "other0", SwapReason.BACKEND_LEFT),
                        tuple("other0", "sim0", SwapReason.BETTER_DEVICE));
        acceptGaps(stream);
    }

    private void standsAndGoesOn(Event leave, Event comeBack) throws Exception {
        card("sim0", 0);
        var stream = running();
        leave.happen();
        music.offer(stream);
        var account = stream.snapshot();
        assertThat(account).extracting(StreamSnapshot::device).isNull();
        assertThat(account.framesRendered()).isLessThan(music.written());
        assertThat(streams().devices()).isEmpty();
        comeBack.happen();
        music.play(stream, 5 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.swaps())
                .extracting(SwapReport::from, SwapReport::to, SwapReport::reason, SwapReport::atFrame)
                .containsExactly(tuple("sim0", "sim0", SwapReason.DEVICE_ARRIVED, account.framesRendered()));
    }

    private void outlives(Event event) throws Exception {
        card("sim0", 0);
        var before = device("sim0");
        var stream = running();
        event.happen();
        awaitDevice("sim0");
        assertThat(device("sim0")).extracting(DeviceSnapshot::serviceId).isNotEqualTo(before.serviceId());
        music.play(stream, 5 * Music.BEAT);
        finish(stream, music);
        assertThat(stream.snapshot().segments()).hasSize(2);
        assertThat(stream.swaps()).extracting(SwapReport::reason).containsExactly(SwapReason.DEVICE_ARRIVED);
    }

    /** In virtual time nothing comes late: from one card to the next there is no gap, and no silence on either. */
    private void acceptGaps(AudioStream stream) {
        if (!isReal()) {
            assertThat(stream.swaps()).extracting(SwapReport::gapFrames).containsOnly(0L);
            assertThat(stream.snapshot().framesSilence()).isZero();
        }
    }
}
