// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import static org.wavedock.dma.IDmaChannel.UNCONSTRAINED;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** The common buffer and its sizes. */
@ProviderType
public interface BufferRules extends Rules {
    @Test
    default void shouldOfferNoMoreThanWasAskedFor() throws Exception {
        var line = bench().open();
        var asked = Bench.ringBytes(line.format());
        Expect.between(line.format().frameBytes(), asked, line.channel().maximumBufferSize(), "maximumBufferSize()");
    }

    @Test
    default void shouldHaveNothingBeforeTheFirstBuffer() throws Exception {
        var channel = bench().open().channel();
        expectNoBuffer(channel);
        Expect.equal(0, channel.transferCount(), "transferCount() before the first start");
        Expect.equal(0, channel.readCounter(), "readCounter() before the first start");
    }

    private static void expectNoBuffer(IDmaChannelSlave channel) {
        Expect.equal(0, channel.allocatedBufferSize(), "allocatedBufferSize() without a buffer");
        Expect.equal(0, channel.bufferSize(), "bufferSize() without a buffer");
        Expect.equal(0L, channel.physicalAddress(), "physicalAddress() without a buffer");
        Expect.thrown("systemAddress() without a buffer", channel::systemAddress, IllegalStateException.class);
        Expect.thrown("setBufferSize(0) without a buffer", () -> channel.setBufferSize(0), IllegalStateException.class);
    }

    @Test
    @Tag("A12")
    default void shouldAllocateExactlyWhatWasAskedFor() throws Exception {
        var line = bench().open();
        var bytes = line.channel().maximumBufferSize() - line.format().frameBytes();
        line.allocate(line.wholeFrames(bytes));
        Expect.equal(line.wholeFrames(bytes), line.channel().allocatedBufferSize(), "allocatedBufferSize()");
    }

    @Test
    @Tag("A13")
    default void shouldUseTheWholeBufferAtFirst() throws Exception {
        bench().require(Ability.PARTIAL_TRANSFERS);
        var line = bench().open();
        line.allocate(line.wholeFrames(line.channel().maximumBufferSize() / 2));
        Expect.equal(line.channel().allocatedBufferSize(), line.channel().bufferSize(), "bufferSize() of a new buffer");
    }

    @Test
    @Tag("A14")
    @Tag("C02")
    default void shouldTakeEverySizeUpToTheBuffer() throws Exception {
        bench().require(Ability.PARTIAL_TRANSFERS);
        var channel = bench().ready().channel();
        var allocated = channel.allocatedBufferSize();
        for (var size : new int[] {allocated / 2, 0, 1, allocated - 1, allocated}) {
            channel.setBufferSize(size);
            Expect.equal(size, channel.bufferSize(), "bufferSize() after setBufferSize(" + size + ")");
            Expect.equal(allocated, channel.allocatedBufferSize(), "allocatedBufferSize() after setBufferSize");
        }
    }

    @Test
    @Tag("C02")
    default void shouldRefuseSizesOutsideTheBuffer() throws Exception {
        var channel = bench().ready().channel();
        var size = channel.bufferSize();
        for (var wrong : new int[] {-1, channel.allocatedBufferSize() + 1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            Expect.thrown(
                    "setBufferSize(" + wrong + ")", () -> channel.setBufferSize(wrong), IllegalArgumentException.class);
            Expect.equal(size, channel.bufferSize(), "bufferSize() after setBufferSize(" + wrong + ") was refused");
        }
    }

    @Test
    @Tag("A15")
    default void shouldLeaveTheBufferAloneWhenItsSizeIsSet() throws Exception {
        var line = bench().ready();
        var channel = line.channel();
        var noise = Bench.noise(15, channel.bufferSize());
        line.put(0, noise);
        var address = channel.physicalAddress();
        channel.setBufferSize(
                bench().has(Ability.PARTIAL_TRANSFERS) ? line.wholeFrames(noise.length / 2) : noise.length);
        Expect.equal(address, channel.physicalAddress(), "physicalAddress() after setBufferSize");
        Expect.bytes(noise, line.get(0, noise.length), "the buffer after setBufferSize");
    }

    @Test
    @Tag("A19")
    default void shouldForgetTheSizeWithTheBuffer() throws Exception {
        bench().require(Ability.PARTIAL_TRANSFERS);
        var line = bench().ready();
        line.channel().setBufferSize(line.format().frameBytes());
        line.channel().freeBuffer();
        var bytes = 10 * line.format().frameBytes();
        line.allocate(bytes);
        Expect.equal(bytes, line.channel().bufferSize(), "bufferSize() of the second buffer");
    }

    @Test
    @Tag("A17")
    @Tag("C01")
    default void shouldRefuseASecondBuffer() throws Exception {
        var line = bench().ready();
        var noise = Bench.noise(17, line.channel().bufferSize());
        line.put(0, noise);
        var allocated = line.channel().allocatedBufferSize();
        Expect.refused("a second allocateBuffer", line::allocate, Reason.INVALID_DEVICE_STATE);
        Expect.equal(allocated, line.channel().allocatedBufferSize(), "allocatedBufferSize() of the first buffer");
        Expect.bytes(noise, line.content(), "the first buffer after a second was refused");
    }

    @Test
    @Tag("C01")
    default void shouldRefuseImpossibleBuffers() throws Exception {
        var channel = bench().open().channel();
        var maximum = channel.maximumBufferSize();
        for (var wrong : new int[] {0, -1, Integer.MIN_VALUE, maximum + 1, Integer.MAX_VALUE}) {
            Expect.refused(
                    "allocateBuffer(" + wrong + ") with a maximum of " + maximum,
                    () -> channel.allocateBuffer(wrong, UNCONSTRAINED),
                    Reason.INVALID_PARAMETER);
        }
    }

    @Test
    @Tag("B02")
    default void shouldStayUsableAfterARefusal() throws Exception {
        var line = bench().open();
        var size = 4L * line.channel().maximumBufferSize();
        var allocated = false;
        while (!allocated && size >= line.format().frameBytes()) {
            try {
                line.allocate(line.wholeFrames((int) size));
                allocated = true;
            } catch (AudioException e) {
                Expect.equal(0, line.channel().allocatedBufferSize(), "allocatedBufferSize() after a refusal");
                size /= 2;
            }
        }
        Expect.that(allocated, "no buffer was had by asking for half as much each time");
        line.start();
        line.pass(1);
    }

    @Test
    @Tag("A18")
    default void shouldAllocateAgain() throws Exception {
        var line = bench().open();
        for (var i = 0; i < 20; i++) {
            line.allocate();
            line.put(0, Bench.noise(i, line.channel().bufferSize()));
            line.start();
            line.channel().stop();
            line.channel().freeBuffer();
        }
    }

    @Test
    @Tag("B01")
    default void shouldHaveNothingAfterTheBufferWasFreed() throws Exception {
        var line = bench().running();
        line.channel().stop();
        line.channel().freeBuffer();
        expectNoBuffer(line.channel());
        Expect.refused("start without a buffer", () -> line.start(line.mapSize()), Reason.INVALID_DEVICE_STATE);
    }

    @Test
    @Tag("B01")
    default void shouldFreeWhatIsNotThere() throws Exception {
        var line = bench().open();
        line.channel().freeBuffer();
        line.allocate();
        line.channel().freeBuffer();
        line.channel().freeBuffer();
        expectNoBuffer(line.channel());
        line.allocate();
        line.start();
    }
}
