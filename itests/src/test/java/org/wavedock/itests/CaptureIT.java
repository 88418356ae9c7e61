// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Test;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.StreamRequest;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** A capture stream over swaps: the cards count frames, so that every frame read says where it comes from. */
public class CaptureIT extends Platform {
    private static final WaveFormat NUMBERS = new WaveFormat(48_000, 1, Encoding.S32);
    private static final Map<String, Object> COUNTER = Map.of("capture.from", "counter", "render.to", "none");

    private final List<Integer> read = new ArrayList<>();
    private AudioStream stream;

    @Before
    public void twoCardsThatCount() throws Exception {
        card("sim0", 1, COUNTER);
        otherCard("other0", 0, COUNTER);
        stream = streams().open(StreamRequest.capture("ear", NUMBERS));
        stream.start();
        read(10_000);
    }

    @Test
    public void aSwapOnRequestLosesNothingAndInventsNothing() throws Exception {
        var swap = stream.swapTo("other0", LONG);
        read(20_000);
        stream.close();
        accept();
        assertThat(swap.gapFrames()).isZero();
        assertThat(stream.swaps()).containsExactly(swap);
    }

    @Test
    public void aStoppedBackendHandsOverAllThatItHasCaptured() throws Exception {
        sim.stop();
        read(20_000);
        sim.start();
        read(20_000);
        stream.close();
        accept();
        assertThat(stream.swaps()).extracting(SwapReport::to).containsExactly("other0", "sim0");
        assertThat(stream.swaps()).extracting(SwapReport::gapFrames).containsOnly(0L);
    }

    @Test
    public void anUpdatedBackendBringsANewCardThatCountsFromItsOwnStart() throws Exception {
        sim.update();
        awaitDevice("sim0");
        read(20_000);
        stream.close();
        accept();
        assertThat(stream.swaps()).extracting(SwapReport::to).containsExactly("other0", "sim0");
    }

    @Test
    public void aStreamWithoutADeviceDeliversWhatItHasAndGoesOnWithTheNext() throws Exception {
        other.stop();
        sim.stop();
        assertThat(stream.snapshot().device()).isNull();
        sim.start();
        awaitDevice("sim0");
        read(20_000);
        stream.close();
        accept();
        assertThat(stream.swaps()).extracting(SwapReport::reason).containsExactly(SwapReason.DEVICE_ARRIVED);
    }

    private void read(int frames) throws AudioException {
        var buffer = ByteBuffer.allocate((int) NUMBERS.bytes(frames)).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            stream.read(buffer, LONG);
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            read.add(buffer.getInt());
        }
    }

    /** The segments in order, each frame with the number that its card gave it, are what was read. */
    private void accept() {
        var account = stream.snapshot();
        assertThat(account.framesSubmitted()).isEqualTo(read.size());
        assertThat(account.framesRepeated()).isZero();
        var delivered = 0;
        var next = 0L;
        for (var segment : account.segments()) {
            assertThat(segment.streamFrame()).as("start of %s", segment).isEqualTo(next);
            next += segment.frames();
            for (var i = 0L; i < segment.frames() && delivered < read.size(); i++) {
                assertThat(read.get(delivered++))
                        .as("frame %d of %s", i, segment)
                        .isEqualTo((int) (segment.deviceFrame() + i));
            }
        }
        assertThat(delivered).isEqualTo(read.size());
        // What was captured and not read when the stream was closed is the only thing lost.
        assertThat(account.framesRendered()).isEqualTo(next);
        assertThat(account.framesLost()).isEqualTo(next - read.size());
    }
}
