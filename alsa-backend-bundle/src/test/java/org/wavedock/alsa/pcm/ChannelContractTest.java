// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wavedock.dma.IDmaChannel.UNCONSTRAINED;

import java.nio.ByteBuffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** What every channel promises, on a PCM without hardware. */
class ChannelContractTest {
    private static final WaveFormat STEREO = new WaveFormat(48_000, 2, Encoding.S16);
    private static final int MAXIMUM = 16_384;

    private AlsaDevice device;
    private IDmaChannelSlave channel;

    @BeforeEach
    void open() throws Exception {
        device = Pcms.device(Pcms.NULL);
        channel = device.newChannel(Direction.RENDER, STEREO, MAXIMUM);
    }

    private static void assertReason(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AudioException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private void allocate() throws AudioException {
        channel.allocateBuffer(MAXIMUM, UNCONSTRAINED);
    }

    private void start() throws AudioException {
        allocate();
        channel.start(channel.bufferSize(), true);
    }

    @Test
    void a04AndA12AndA13SizesAreWhatWasAskedFor() throws AudioException {
        assertThat(channel.maximumBufferSize()).isEqualTo(MAXIMUM);
        assertThat(channel.allocatedBufferSize()).isZero();
        assertThat(channel.bufferSize()).isZero();
        allocate();
        assertThat(channel.allocatedBufferSize()).isEqualTo(MAXIMUM);
        assertThat(channel.bufferSize()).isPositive().isLessThanOrEqualTo(MAXIMUM);
        assertThat(channel.systemAddress().capacity()).isEqualTo(channel.bufferSize());
        assertThat(channel.physicalAddress()).isZero();
        assertThat(channel.getAdapterObject()).isEmpty();
    }

    @Test
    void c01AndB02WhatIsRefusedLeavesTheChannelUsable() throws AudioException {
        assertReason(Reason.INVALID_PARAMETER, () -> channel.allocateBuffer(0, UNCONSTRAINED));
        assertReason(Reason.INVALID_PARAMETER, () -> channel.allocateBuffer(-4, UNCONSTRAINED));
        assertReason(Reason.INVALID_PARAMETER, () -> channel.allocateBuffer(3, UNCONSTRAINED));
        assertReason(Reason.INVALID_PARAMETER, () -> channel.allocateBuffer(MAXIMUM + 1, UNCONSTRAINED));
        assertReason(Reason.INVALID_PARAMETER, () -> channel.allocateBuffer(MAXIMUM, 0xFFFF));
        allocate();
    }

    @Test
    void c01AndA17ASecondBufferIsRefusedAndTheFirstStays() throws AudioException {
        allocate();
        channel.systemAddress().put(5, (byte) 77);
        assertReason(Reason.INVALID_DEVICE_STATE, this::allocate);
        assertThat(channel.systemAddress().get(5)).isEqualTo((byte) 77);
    }

    @Test
    void a18AndB01FreedBuffersCanBeAllocatedAgain() throws AudioException {
        channel.freeBuffer();
        for (var i = 0; i < 3; i++) {
            start();
            channel.freeBuffer();
            channel.freeBuffer();
            assertThat(channel.allocatedBufferSize()).isZero();
            assertThat(channel.bufferSize()).isZero();
            assertThatThrownBy(channel::systemAddress).isExactlyInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void c02TheRingIsWhatItIs() throws AudioException {
        assertThatThrownBy(() -> channel.setBufferSize(4)).isInstanceOf(IllegalStateException.class);
        allocate();
        var size = channel.bufferSize();
        channel.setBufferSize(size);
        for (var other : new int[] {-1, 0, size - 4, size + 1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> channel.setBufferSize(other)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(channel.bufferSize()).isEqualTo(size);
    }

    @Test
    void a27AndA28WrongStartsAreRefusedAndTheTransferGoesOn() throws AudioException {
        assertReason(Reason.INVALID_DEVICE_STATE, () -> channel.start(MAXIMUM, true));
        allocate();
        var size = channel.bufferSize();
        assertReason(Reason.INVALID_PARAMETER, () -> channel.start(size + 1, true));
        assertReason(Reason.INVALID_PARAMETER, () -> channel.start(-1, true));
        assertReason(Reason.INVALID_PARAMETER, () -> channel.start(size, false));
        channel.start(size, true);
        assertReason(Reason.UNSUCCESSFUL, () -> channel.start(size, true));
        var before = Pcms.control(channel).transferredBytes();
        assertThat(Pcms.control(channel).transferredBytes()).isGreaterThan(before);
    }

    @Test
    void c03CopiesOutOfRangeMoveNothing() throws AudioException {
        allocate();
        var size = channel.bufferSize();
        channel.copyTo(0, ByteBuffer.allocate(size), 0, size);
        var client = ByteBuffer.wrap(Pcms.noise(100));
        for (var wrong :
                new int[][] {{size - 99, 0, 100}, {-1, 0, 4}, {0, 1, 100}, {0, -1, 4}, {0, 0, -1}, {0, 0, 101}}) {
            assertThatThrownBy(() -> channel.copyTo(wrong[0], client, wrong[1], wrong[2]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> channel.copyFrom(client, wrong[1], wrong[0], wrong[2]))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThat(client.array()).isEqualTo(Pcms.noise(100));
        var all = ByteBuffer.allocate(size);
        channel.copyFrom(all, 0, 0, size);
        assertThat(all.array()).containsOnly(0);
    }

    @Test
    void a29AndB04TheCounterStaysInThePass() throws AudioException {
        assertThat(channel.transferCount()).isZero();
        assertThat(channel.readCounter()).isZero();
        start();
        assertThat(channel.transferCount()).isEqualTo(channel.bufferSize());
        for (var i = 0; i < 50; i++) {
            assertThat(channel.readCounter()).isBetween(1, channel.bufferSize());
        }
    }

    @Test
    void transferredBytesNeverGoBack() throws AudioException {
        start();
        var control = Pcms.control(channel);
        var last = 0L;
        for (var i = 0; i < 1000; i++) {
            if (i % 7 == 0) {
                control.commit(last + i);
            }
            var now = control.transferredBytes();
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }
    }

    @Test
    void c14AfterStopTheCountersStandUntilTheNextStart() throws AudioException {
        start();
        channel.readCounter();
        channel.stop();
        var control = Pcms.control(channel);
        var count = channel.readCounter();
        var bytes = control.transferredBytes();
        channel.stop();
        assertThat(channel.readCounter()).isEqualTo(count);
        assertThat(control.transferredBytes()).isEqualTo(bytes).isPositive();
        assertThat(channel.transferCount()).isEqualTo(channel.bufferSize());
        channel.start(channel.bufferSize(), true);
        assertThat(control.originFrame()).isEqualTo(bytes / STEREO.frameBytes());
    }

    @Test
    void substreamsHaveTimelinesOfTheirOwn() throws AudioException {
        var second = device.newChannel(Direction.RENDER, STEREO, MAXIMUM);
        assertThat(Pcms.control(channel).substream()).isZero();
        assertThat(Pcms.control(second).substream()).isEqualTo(1);
        start();
        var passed = Pcms.control(channel).transferredBytes() / STEREO.frameBytes();
        channel.release();
        var third = device.newChannel(Direction.RENDER, STEREO, MAXIMUM);
        assertThat(Pcms.control(third).substream()).isZero();
        assertThat(Pcms.control(third).originFrame()).isGreaterThanOrEqualTo(passed);
        assertThat(Pcms.control(second).originFrame()).isZero();
        var capture = device.newChannel(Direction.CAPTURE, STEREO, MAXIMUM);
        assertThat(Pcms.control(capture).substream()).isZero();
        assertThat(Pcms.control(capture).originFrame()).isZero();
    }

    @Test
    void b03AndA35StopsAndWaitsOutOfTurn() throws AudioException {
        channel.stop();
        assertReason(Reason.INVALID_DEVICE_STATE, () -> channel.waitForTC(10));
        start();
        channel.waitForTC(1_000_000);
        Pcms.control(channel).commit(1);
        assertThatThrownBy(Pcms.control(channel)::pause).isInstanceOf(UnsupportedOperationException.class);
        assertThat(Pcms.control(channel).canPause()).isFalse();
    }

    @Test
    void c04AfterTheLastReferenceEveryUseThrows() throws AudioException {
        start();
        channel.addRef();
        channel.release();
        channel.readCounter();
        channel.release();
        assertGone();
        assertThatThrownBy(channel::release).isExactlyInstanceOf(IllegalStateException.class);
        assertThatThrownBy(channel::addRef).isExactlyInstanceOf(IllegalStateException.class);
    }

    @Test
    void c04AfterTheDeviceHasGoneEveryUseThrows() throws AudioException {
        start();
        device.close();
        assertGone();
        assertReason(Reason.DEVICE_REMOVED, () -> device.newChannel(Direction.RENDER, STEREO, MAXIMUM));
        channel.release();
        device.close();
    }

    private void assertGone() {
        var client = ByteBuffer.allocate(8);
        var control = Pcms.control(channel);
        for (var use : new ThrowingCallable[] {
            channel::maximumBufferSize,
            channel::allocatedBufferSize,
            channel::bufferSize,
            () -> channel.setBufferSize(4),
            channel::systemAddress,
            channel::physicalAddress,
            channel::getAdapterObject,
            () -> channel.copyTo(0, client, 0, 4),
            () -> channel.copyFrom(client, 0, 0, 4),
            channel::stop,
            channel::transferCount,
            channel::readCounter,
            () -> channel.waitForTC(10),
            control::transferredBytes,
            () -> control.commit(4),
            control::originFrame
        }) {
            assertThatThrownBy(use).isInstanceOf(DeviceRemovedException.class);
        }
        assertReason(Reason.DEVICE_REMOVED, this::allocate);
        assertReason(Reason.DEVICE_REMOVED, () -> channel.start(MAXIMUM, true));
        channel.freeBuffer();
    }
}
