// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import static org.wavedock.dma.IDmaChannel.UNCONSTRAINED;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.CommonBuffer;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** Where the buffer lies, for the processor and for the device. */
@ProviderType
public interface AddressRules extends Rules {
    @Test
    @Tag("A16")
    default void shouldStayWhereItIs() throws Exception {
        var line = bench().ready();
        var channel = line.channel();
        var view = channel.systemAddress();
        var address = channel.physicalAddress();
        Expect.equal(0, view.position(), "the position of systemAddress()");
        Expect.between(
                channel.bufferSize(), channel.allocatedBufferSize(), view.remaining(), "the size of systemAddress()");
        view.put(1, (byte) 77);
        line.start();
        line.pass(line.mapFrames() * 2L);
        channel.stop();
        Expect.equal(address, channel.physicalAddress(), "physicalAddress() after a transfer");
        var later = channel.systemAddress();
        later.put(0, (byte) 55);
        Expect.equal(55, (int) view.get(0), "a byte that was written through a later systemAddress()");
        Expect.equal(0, later.position(), "the position of a later systemAddress()");
    }

    @Test
    default void shouldShowWhatWasCopied() throws Exception {
        var line = bench().ready();
        var noise = Bench.noise(16, line.channel().bufferSize());
        line.put(0, noise);
        var seen = new byte[noise.length];
        line.channel().systemAddress().get(0, seen);
        Expect.bytes(noise, seen, "systemAddress() after copyTo");
        line.channel().systemAddress().put(3, (byte) 99);
        Expect.equal((byte) 99, line.get(3, 1)[0], "copyFrom after a byte was written through systemAddress()");
    }

    @Test
    @Tag("A20")
    default void shouldHonourTheAddressConstraint() throws Exception {
        var line = bench().open(bench().direction(), bench().format(), 1 << 18);
        // So that a buffer that comes after it is not aligned by chance.
        var adapter = line.channel().getAdapterObject();
        if (adapter.isPresent()) {
            adapter.get().allocateCommonBuffer(1, UNCONSTRAINED);
        }
        var honoured = 0;
        for (var constraint : new long[] {0xFFFF, 0xFFF, 0x1FFFF, 0xFF_FFFF}) {
            var bytes = line.wholeFrames(
                    (int) Math.min(constraint + 1, line.channel().maximumBufferSize()));
            try {
                line.channel().allocateBuffer(bytes, constraint);
            } catch (AudioException e) {
                continue;
            }
            var first = line.channel().physicalAddress();
            var last = first + line.channel().allocatedBufferSize() - 1;
            Expect.that(
                    ((first ^ last) & ~constraint) == 0,
                    "the buffer lies from 0x" + Long.toHexString(first) + " to 0x" + Long.toHexString(last)
                            + ", expected addresses that differ in 0x" + Long.toHexString(constraint) + " only");
            line.channel().freeBuffer();
            honoured += first == 0 ? 0 : 1;
        }
        Assumptions.assumeTrue(honoured > 0, "the device refuses every address constraint");
    }

    @Test
    @Tag("A20")
    default void shouldRefuseAConstraintThatNoBufferCanHonour() throws Exception {
        var line = bench().open();
        for (var constraint : new long[] {0, 1, 0x7F, 0xFF}) {
            Expect.refused(
                    "allocateBuffer with the address constraint 0x" + Long.toHexString(constraint),
                    () -> line.channel().allocateBuffer(line.channel().maximumBufferSize(), constraint),
                    Reason.INVALID_PARAMETER);
            Expect.equal(0, line.channel().allocatedBufferSize(), "allocatedBufferSize() after a refusal");
        }
    }

    @Test
    @Tag("A21")
    default void shouldAllocateTheMaximumWithoutAConstraint() throws Exception {
        var line = bench().open(bench().direction(), bench().format(), 1 << 18);
        var maximum = line.wholeFrames(line.channel().maximumBufferSize());
        line.channel().allocateBuffer(maximum, UNCONSTRAINED);
        Expect.equal(maximum, line.channel().allocatedBufferSize(), "allocatedBufferSize()");
    }

    @Test
    @Tag("A22")
    default void shouldBeOneBlockForTheDevice() throws Exception {
        var line = bench().ready();
        var bus = line.channel().getAdapterObject().orElse(null);
        Assumptions.assumeTrue(bus instanceof BusAddressSpace, "the device has no simulated bus to be asked");
        var noise = Bench.noise(22, line.channel().bufferSize());
        line.put(0, noise);
        var address = line.channel().physicalAddress();
        for (var i = 0; i < noise.length; i++) {
            var seen = ((BusAddressSpace) bus).resolve(address + i, 1).get(0);
            Expect.equal(noise[i], seen, "the byte at bus address " + i + " of the buffer");
        }
    }

    /** A view that outlives its buffer throws, or reaches memory that nobody else uses. */
    @Test
    default void shouldMakeOldViewsHarmless() throws Exception {
        var line = bench().ready();
        var old = line.channel().systemAddress();
        line.channel().freeBuffer();
        line.allocate();
        var noise = Bench.noise(23, line.channel().bufferSize());
        line.put(0, noise);
        var written = Expect.thrown(() -> {
            for (var i = 0; i < old.limit(); i++) {
                old.put(i, (byte) 3);
            }
        });
        Expect.that(written == null || written instanceof RuntimeException, "an old view throws " + written);
        Expect.bytes(noise, line.content(), "a new buffer after a write through a view of the old one");
        line.channel().release();
        var read = Expect.thrown(() -> old.get(0));
        Expect.that(read == null || read instanceof RuntimeException, "an old view throws " + read);
    }

    /** The adapter, if the device has one, gives out memory of its own. */
    @Test
    default void shouldLendItsAdapter() throws Exception {
        var line = bench().ready();
        var adapter = line.channel().getAdapterObject();
        Expect.that(adapter != null, "getAdapterObject() is null, expected an Optional");
        Assumptions.assumeTrue(adapter.isPresent(), "the device has no adapter object");
        var buffer = adapter.get().allocateCommonBuffer(100, UNCONSTRAINED);
        var first = line.channel().physicalAddress();
        var end = first + line.channel().allocatedBufferSize();
        Expect.that(
                buffer.physicalAddress() >= end || buffer.physicalAddress() + 100 <= first,
                "a second common buffer lies on the channel's");
        for (var i = 0; i < 100; i++) {
            Expect.equal((byte) 0, buffer.systemAddress().get(i), "byte " + i + " of a new common buffer");
        }
        adapter.get().freeCommonBuffer(buffer);
        refuseStranger(adapter.get());
    }

    private static void refuseStranger(DmaAdapter adapter) {
        var stranger = new CommonBuffer(ByteBuffer.allocate(16), 0x10, 16);
        Expect.thrown(
                "freeCommonBuffer of a buffer that is not the adapter's",
                () -> adapter.freeCommonBuffer(stranger),
                IllegalArgumentException.class);
    }
}
