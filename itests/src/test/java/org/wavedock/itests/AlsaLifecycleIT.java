// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.Test;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;

/** All that can happen to the bundle of the ALSA devices under a running stream, heard at the cards. */
public class AlsaLifecycleIT extends AlsaPlatform {
    private static final int BEATS = 5 * Music.BEAT;

    private AudioStream onBoth() throws Exception {
        card("sim0", 1);
        alsaCard("one", 5);
        var stream = running();
        numbers.play(stream, BEATS);
        return stream;
    }

    /** A machine that is too busy may let a card run dry, which the ledger says; a swap is no excuse. */
    private void finishOnceEach(AudioStream stream) throws Exception {
        finish(stream);
        assertThat(stream.swaps()).allSatisfy(swap -> {
            assertThat(swap.framesLost()).isZero();
            assertThat(swap.framesRepeated()).isZero();
        });
    }

    @Test
    public void aStreamGoesFromSimulatedToAlsaAndBackExactlyOnce() throws Exception {
        card("sim0", 10);
        alsaCard("one", 5);
        alsaCard("two", 4);
        var stream = running();
        numbers.play(stream, BEATS);
        for (var device : new String[] {"alsa:one", "sim0", "alsa:two", "alsa:one", "sim0"}) {
            stream.swapTo(device, LONG);
            numbers.play(stream, BEATS);
        }
        finishOnceEach(stream);
    }

    @Test
    public void aStoppedBundleHandsItsStreamOnAndGetsItBack() throws Exception {
        var stream = onBoth();
        alsa.stop();
        numbers.play(stream, BEATS);
        alsa.start();
        awaitDevice("alsa:one");
        numbers.play(stream, BEATS);
        finishOnceEach(stream);
        assertThat(stream.swaps()).extracting(SwapReport::reason).contains(SwapReason.BACKEND_LEFT);
    }

    @Test
    public void anUpdatedBundleHandsItsStreamOnAndGetsItBack() throws Exception {
        var stream = onBoth();
        alsa.update();
        awaitDevice("alsa:one");
        numbers.play(stream, BEATS);
        finishOnceEach(stream);
    }

    @Test
    public void anUninstalledBundleHandsItsStreamOnAndGetsItBackWhenInstalledAgain() throws Exception {
        var stream = onBoth();
        alsa.uninstall();
        numbers.play(stream, BEATS);
        alsa.install();
        alsa.start();
        awaitDevice("alsa:one");
        numbers.play(stream, BEATS);
        finishOnceEach(stream);
    }

    @Test
    public void aStreamWaitsForItsOnlyBundleAndLosesNothing() throws Exception {
        alsaCard("one", 5);
        var stream = running();
        numbers.play(stream, BEATS);
        alsa.update();
        awaitDevice("alsa:one");
        numbers.play(stream, BEATS);
        finishOnceEach(stream);
    }

    @Test
    public void aCardThatIsPulledOutLeavesThePlatformAndComesBack() throws Exception {
        var stream = onBoth();
        plug("one", false);
        awaitDeparture("alsa:one");
        numbers.play(stream, BEATS);
        await().until(() -> "sim0".equals(stream.snapshot().device()));
        plug("one", true);
        awaitDevice("alsa:one");
        await().until(() -> "alsa:one".equals(stream.snapshot().device()));
        numbers.play(stream, BEATS);
        finish(stream);
        assertThat(stream.swaps()).extracting(SwapReport::reason).contains(SwapReason.DEVICE_LOST);
    }
}
