// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Map;
import org.junit.Test;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.StreamSnapshot;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;

/** A device is gone without a word: nothing is lost, and what may have been heard twice is known. */
public class DeviceLossIT extends Platform {
    /** One service period, for as long as which nobody had looked, and a little for the device's clock. */
    private static final long PERIOD_FRAMES = 490;

    private static final int FIFO_FRAMES = 950;

    private final Music music = new Music(10);

    @Test
    public void anUnpluggedDeviceIsReplacedByTheNext() throws Exception {
        card("sim0", 1);
        otherCard("other0", 0);
        var stream = running();
        card("sim0", "unplug");
        music.play(stream, 5 * Music.BEAT);
        var account = finish(stream);
        assertThat(account.framesRepeated()).isLessThanOrEqualTo(PERIOD_FRAMES);
        assertThat(stream.swaps())
                .extracting(SwapReport::to, SwapReport::reason, SwapReport::framesRepeated)
                .containsExactly(tuple("other0", SwapReason.DEVICE_LOST, account.framesRepeated()));
    }

    @Test
    public void whatWasInTheFifoOfALostDeviceIsPlayedAgain() throws Exception {
        card("sim0", 1, Map.of("fifo.frames", FIFO_FRAMES));
        otherCard("other0", 0);
        var stream = running();
        card("sim0", "unplug");
        music.play(stream, 5 * Music.BEAT);
        assertThat(finish(stream).framesRepeated()).isBetween((long) FIFO_FRAMES, FIFO_FRAMES + PERIOD_FRAMES);
    }

    @Test
    public void aDeviceThatIsPluggedInAgainGoesOnWithTheStreamThatWaited() throws Exception {
        card("sim0", 1);
        var stream = running();
        card("sim0", "unplug");
        music.offer(stream);
        card("sim0", "replug");
        music.play(stream, 5 * Music.BEAT);
        assertThat(finish(stream).framesRepeated()).isLessThanOrEqualTo(PERIOD_FRAMES);
    }

    private AudioStream running() throws Exception {
        var stream = open();
        stream.start();
        music.play(stream, 12 * Music.BEAT);
        return stream;
    }

    /** By reflection, so that this bundle is not wired to the backend's. */
    private void card(String name, String method) throws ReflectiveOperationException, InvalidSyntaxException {
        ServiceReference<?> reference =
                context().getAllServiceReferences("org.wavedock.sim.SimulatedCard", "(device.name=" + name + ")")[0];
        var card = context().getService(reference);
        card.getClass().getMethod(method).invoke(card);
        context().ungetService(reference);
    }

    private StreamSnapshot finish(AudioStream stream) throws Exception {
        stream.drain(LONG);
        stream.close();
        var account = stream.snapshot();
        assertThat(account.framesSubmitted()).isEqualTo(music.written());
        assertThat(account.framesRendered()).isEqualTo(music.written());
        assertThat(account.framesLost()).isZero();
        var evidence = evidence();
        evidence.claim(account.segments(), music);
        evidence.requireSilenceElsewhere();
        return account;
    }
}
