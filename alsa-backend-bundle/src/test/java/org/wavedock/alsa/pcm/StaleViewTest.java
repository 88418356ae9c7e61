// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** C04: a view that is still held when its ring goes throws, whoever writes through it at that moment. */
@Timeout(30)
class StaleViewTest {
    private static final WaveFormat STEREO = new WaveFormat(48_000, 2, Encoding.S16);
    private static final int SIZE = 16_384;

    /** How a ring ends. */
    enum End {
        FREED {
            @Override
            void of(AlsaDevice device, IDmaChannelSlave channel) {
                channel.freeBuffer();
            }
        },
        RELEASED {
            @Override
            void of(AlsaDevice device, IDmaChannelSlave channel) {
                channel.release();
            }
        },
        DEVICE_GONE {
            @Override
            void of(AlsaDevice device, IDmaChannelSlave channel) {
                device.close();
            }
        };

        abstract void of(AlsaDevice device, IDmaChannelSlave channel);
    }

    private static IDmaChannelSlave started(AlsaDevice device) throws Exception {
        var channel = device.newChannel(Direction.RENDER, STEREO, SIZE);
        channel.allocateBuffer(SIZE, IDmaChannel.UNCONSTRAINED);
        channel.start(channel.bufferSize(), true);
        return channel;
    }

    private static boolean isStale(ByteBuffer view) {
        try {
            view.get(0);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyViewThrowsAfterwards(End end) throws Exception {
        var device = Pcms.device(Pcms.NULL);
        var channel = started(device);
        var view = channel.systemAddress();
        var others = new ByteBuffer[] {
            view.duplicate(),
            view.slice(8, 16),
            view.asReadOnlyBuffer(),
            view.slice(8, 16).slice()
        };
        end.of(device, channel);
        // The loss of a device closes on a thread of its own.
        await().until(() -> isStale(view));
        for (var other : others) {
            assertThatThrownBy(() -> other.get(0)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> view.asShortBuffer().put(0, (short) 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> view.put(0, new byte[100])).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aThreadThatWritesAllTheTimeGetsAnExceptionAndNothingElseHappens(End end) throws Exception {
        for (var i = 0; i < 50; i++) {
            var device = Pcms.device(Pcms.NULL);
            var channel = started(device);
            var view = channel.systemAddress();
            var writing = new CountDownLatch(1);
            var writer = CompletableFuture.supplyAsync(() -> write(view, writing));
            writing.await();
            end.of(device, channel);
            assertThat(writer.get()).isInstanceOf(IllegalStateException.class);
        }
        assertThat(Ring.leaked()).isZero();
    }

    private static Throwable write(ByteBuffer view, CountDownLatch writing) {
        var block = new byte[view.capacity()];
        try {
            while (true) {
                view.put(0, block);
                writing.countDown();
            }
        } catch (IllegalStateException e) {
            return e;
        }
    }
}
