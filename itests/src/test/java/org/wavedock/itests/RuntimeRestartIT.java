// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.After;
import org.junit.Test;
import org.wavedock.stream.AudioStream;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;

/** The runtime itself is stopped with open streams, by the system's clock: there are threads that have to end. */
public class RuntimeRestartIT extends Platform {
    private final Music music = new Music(6);

    @Override
    protected String clock() {
        return "real";
    }

    @After
    public void restart() throws Exception {
        runtimeBundle().start();
        await().until(() -> context().getServiceReference(org.wavedock.stream.AudioStreams.class) != null);
    }

    @Test
    public void openStreamsEndCleanlyAndTheirLedgersAreTrue() throws Exception {
        card("sim0", 0);
        var stream = running();
        runtimeBundle().stop();
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.STOP);
        assertThatThrownBy(() -> music.play(stream, 1)).satisfies(RuntimeRestartIT::isCancelled);
        assertThatThrownBy(() -> stream.drain(LONG)).satisfies(RuntimeRestartIT::isCancelled);
        assertThatThrownBy(() -> stream.swapTo("sim0", LONG)).satisfies(RuntimeRestartIT::isCancelled);
        stream.close();
        var account = stream.snapshot();
        assertThat(account.framesRendered()).isPositive();
        assertThat(account.framesLost()).isPositive();
        assertThat(account.framesRendered() + account.framesLost()).isEqualTo(account.framesSubmitted());
        assertThat(account.framesSubmitted()).isEqualTo(music.written());
        var evidence = evidence();
        evidence.claim(account.segments(), music);
        evidence.requireSilenceElsewhere();
    }

    @Test
    public void whoWaitsInAStreamIsWokenWithAReason() throws Exception {
        card("sim0", 0);
        var stream = running();
        var writer = CompletableFuture.runAsync(() -> playForEver(stream));
        var waiting = stream.snapshot().framesRendered();
        await().until(() -> stream.snapshot().framesRendered() > waiting + Music.BEAT);
        runtimeBundle().stop();
        assertThatThrownBy(writer::get)
                .isInstanceOf(ExecutionException.class)
                .satisfies(e -> isCancelled(e.getCause().getCause()));
    }

    @Test
    public void noThreadOfThePlatformIsLeft() throws Exception {
        card("sim0", 1);
        otherCard("other0", 0);
        var one = running();
        open().start();
        one.swapTo("other0", LONG);
        assertThat(threads()).isPositive();
        runtimeBundle().stop();
        await().until(() -> threads() == 0);
    }

    @Test
    public void theNextRuntimeFindsTheDevicesAgain() throws Exception {
        card("sim0", 0);
        running();
        runtimeBundle().stop();
        runtimeBundle().start();
        awaitDevice("sim0");
        assertThat(streams().streams()).isEmpty();
        var afterwards = new Music(7);
        var stream = open();
        stream.start();
        afterwards.play(stream, 5 * Music.BEAT);
        stream.drain(LONG);
        stream.close();
        evidence().accept(stream, afterwards);
    }

    private AudioStream running() throws AudioException {
        var stream = open();
        stream.start();
        music.play(stream, 12 * Music.BEAT);
        return stream;
    }

    private void playForEver(AudioStream stream) {
        try {
            while (true) {
                music.play(stream, Music.BEAT / 10);
            }
        } catch (AudioException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("wavedock-"))
                .count();
    }

    private static void isCancelled(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
    }
}
