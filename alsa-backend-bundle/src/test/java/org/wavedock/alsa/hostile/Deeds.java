// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.hostile;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import org.wavedock.alsa.lib.Access;
import org.wavedock.alsa.lib.ChannelMap;
import org.wavedock.alsa.lib.HwParams;
import org.wavedock.alsa.lib.Libasound;
import org.wavedock.alsa.lib.Pcm;
import org.wavedock.alsa.lib.SampleFormat;
import org.wavedock.alsa.lib.SwParams;
import org.wavedock.alsa.pcm.AlsaDevice;
import org.wavedock.alsa.pcm.Limits;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.Direction;

/** Everything that can be called. */
final class Deeds {
    private static final int SHORT_WAIT_MICROS = 200;

    /** One call, or a few. */
    interface Deed {
        /** Whatever exception comes of it is an answer; an error is not. */
        void run(World world, Random random) throws Exception;
    }

    private interface OnChannel {
        void run(IDmaChannelSlave channel, Random random) throws Exception;
    }

    private interface OnControl {
        void run(TransferControl control, Random random);
    }

    private interface OnPcm {
        void run(Pcm pcm, Random random) throws Exception;
    }

    private interface OnParams {
        void run(HwParams params, Random random) throws Exception;
    }

    private static final List<Deed> DEVICE = List.of(
            (world, random) -> World.put(random, world.devices, device(random)),
            (world, random) -> openChannel(world, random),
            (world, random) -> openChannel(world, random),
            (world, random) -> openChannel(world, random),
            (world, random) ->
                    World.any(random, world.devices).checkFormat(Absurd.direction(random), Absurd.format(random)),
            (world, random) -> World.any(random, world.devices).description(),
            (world, random) -> closeSometimes(World.any(random, world.devices), random));

    private static final List<OnChannel> CHANNEL = List.of(
            (channel, random) -> channel.allocateBuffer(Absurd.integer(random), Absurd.number(random)),
            Deeds::allocateWell,
            Deeds::allocateWell,
            Deeds::startWell,
            Deeds::startWell,
            Deeds::copyWell,
            (channel, random) -> channel.freeBuffer(),
            (channel, random) -> channel.setBufferSize(Absurd.integer(random)),
            (channel, random) -> channel.copyTo(
                    Absurd.integer(random), client(random), Absurd.integer(random), Absurd.integer(random)),
            (channel, random) -> channel.copyFrom(
                    client(random), Absurd.integer(random), Absurd.integer(random), Absurd.integer(random)),
            (channel, random) -> channel.start(Absurd.integer(random), random.nextBoolean()),
            (channel, random) -> channel.stop(),
            (channel, random) -> channel.readCounter(),
            (channel, random) -> channel.transferCount(),
            (channel, random) -> channel.waitForTC(Math.min(SHORT_WAIT_MICROS, Absurd.number(random))),
            (channel, random) -> channel.maximumBufferSize(),
            (channel, random) -> channel.allocatedBufferSize(),
            (channel, random) -> channel.bufferSize(),
            (channel, random) -> channel.physicalAddress(),
            (channel, random) -> channel.getAdapterObject(),
            (channel, random) -> channel.queryInterface(null),
            (channel, random) -> releaseSometimes(channel, random),
            (channel, random) -> channel.addRef());

    private static final List<OnControl> CONTROL = List.of(
            (control, random) -> control.commit(Absurd.number(random)),
            (control, random) -> control.commit(control.transferredBytes() + Absurd.integer(random)),
            (control, random) -> control.transferredBytes(),
            (control, random) -> control.pause(),
            (control, random) -> control.resume(),
            (control, random) -> control.originFrame(),
            (control, random) -> control.hasStopped(),
            (control, random) -> control.substream());

    private static final List<OnPcm> PCM = List.of(
            (pcm, random) -> pcm.prepare(),
            (pcm, random) -> pcm.start(),
            (pcm, random) -> pcm.drop(),
            (pcm, random) -> pcm.hwFree(),
            (pcm, random) -> pcm.state(),
            (pcm, random) -> pcm.avail(),
            (pcm, random) -> pcm.advance(Absurd.number(random)),
            (pcm, random) -> pcm.advance(random.nextInt(5000)),
            (pcm, random) -> pcm.areas(Absurd.integer(random)),
            (pcm, random) -> pcm.areas(2),
            (pcm, random) -> pcm.isHardware(),
            (pcm, random) -> pcm.isClosed(),
            (pcm, random) -> ChannelMap.waveToRing(pcm, Math.min(1 << 20, Absurd.integer(random))),
            (pcm, random) -> SwParams.install(pcm, random.nextBoolean()),
            Deeds::setUpWell,
            Deeds::setUpWell,
            (pcm, random) -> closeSometimes(pcm, random));

    private static final List<OnParams> PARAMS = List.of(
            (params, random) -> params.setAccess(Absurd.any(random, List.of(Access.values()))),
            (params, random) -> params.canAccess(Absurd.any(random, List.of(Access.values()))),
            (params, random) -> params.setFormat(Absurd.any(random, List.of(SampleFormat.values()))),
            (params, random) -> params.canFormat(Absurd.any(random, List.of(SampleFormat.values()))),
            (params, random) -> params.setChannels(Absurd.integer(random)),
            (params, random) -> params.setRate(Absurd.integer(random)),
            (params, random) -> params.setPeriodNear(Absurd.number(random)),
            (params, random) -> params.setBufferMax(Absurd.number(random)),
            (params, random) -> params.setBufferNear(Absurd.number(random)),
            (params, random) -> params.install(),
            (params, random) -> params.rateMin(),
            (params, random) -> params.rateMax(),
            (params, random) -> params.channelsMin(),
            (params, random) -> params.channelsMax(),
            (params, random) -> params.bufferMin(),
            (params, random) -> params.bufferMax(),
            (params, random) -> params.periodMin(),
            (params, random) -> params.bufferSize(),
            (params, random) -> params.periodSize(),
            (params, random) -> params.close());

    private Deeds() {}

    /** One that comes from the random numbers alone. */
    static Deed any(Random random) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> Absurd.any(random, DEVICE);
            case 2, 3, 4 -> {
                var deed = Absurd.any(random, CHANNEL);
                yield (world, numbers) -> deed.run(World.any(numbers, world.channels), numbers);
            }
            case 5 -> {
                var deed = Absurd.any(random, CONTROL);
                yield (world, numbers) -> deed.run(control(World.any(numbers, world.channels)), numbers);
            }
            case 6 -> Deeds::view;
            case 7, 8 -> {
                var deed = Absurd.any(random, PCM);
                yield (world, numbers) -> deed.run(World.any(numbers, world.pcms), numbers);
            }
            case 9, 10 -> {
                var deed = Absurd.any(random, PARAMS);
                yield (world, numbers) -> deed.run(World.any(numbers, world.params), numbers);
            }
            default -> Deeds::library;
        };
    }

    private static TransferControl control(IDmaChannelSlave channel) {
        return channel.queryInterface(TransferControl.class).orElseThrow();
    }

    private static AlsaDevice device(Random random) throws Exception {
        var settings = Absurd.settings(random);
        var limits = new EnumMap<Direction, Limits>(Direction.class);
        limits.put(Direction.RENDER, Limits.of(settings, Pcm.PLAYBACK));
        limits.put(Direction.CAPTURE, Limits.of(settings, Pcm.CAPTURE));
        return new AlsaDevice(settings, limits, () -> {});
    }

    private static void openChannel(World world, Random random) throws Exception {
        var channel = World.any(random, world.devices)
                .newChannel(
                        Absurd.direction(random),
                        Absurd.format(random),
                        random.nextInt(3) == 0 ? Absurd.integer(random) : 1 << 16);
        var last = World.put(random, world.channels, channel);
        if (last != null) {
            last.close();
        }
    }

    private static void closeSometimes(AlsaDevice device, Random random) {
        if (random.nextInt(4) == 0) {
            device.close();
        }
    }

    private static void closeSometimes(Pcm pcm, Random random) {
        if (random.nextInt(3) == 0) {
            pcm.close();
        }
    }

    private static void releaseSometimes(IDmaChannelSlave channel, Random random) {
        if (random.nextInt(3) == 0) {
            channel.release();
        }
    }

    private static void allocateWell(IDmaChannelSlave channel, Random random) throws Exception {
        channel.allocateBuffer(channel.maximumBufferSize() >> random.nextInt(4), IDmaChannel.UNCONSTRAINED);
    }

    private static void startWell(IDmaChannelSlave channel, Random random) throws Exception {
        channel.start(channel.bufferSize(), random.nextInt(3) > 0);
    }

    private static void copyWell(IDmaChannelSlave channel, Random random) {
        var size = Math.min(1 << 16, channel.bufferSize());
        var at = random.nextInt(size);
        var client = ByteBuffer.allocate(size);
        channel.copyTo(at, client, 0, random.nextInt(size - at));
        channel.copyFrom(client, 0, at, random.nextInt(size - at));
    }

    private static ByteBuffer client(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> ByteBuffer.allocate(0);
            case 2 -> ByteBuffer.allocateDirect(random.nextInt(5000)).asReadOnlyBuffer();
            default -> ByteBuffer.allocate(random.nextInt(5000));
        };
    }

    /** Takes a view, or writes and reads all over one that somebody took, whenever that was. */
    private static void view(World world, Random random) {
        if (random.nextInt(4) == 0) {
            World.put(random, world.views, World.any(random, world.channels).systemAddress());
            return;
        }
        var view = World.any(random, world.views);
        for (var i = 0; i < view.capacity(); i += 1 + random.nextInt(16)) {
            view.put(i, (byte) (view.get(i) + 1));
        }
        view.putLong(Absurd.integer(random), 1);
    }

    private static void setUpWell(Pcm pcm, Random random) throws Exception {
        try (var params = new HwParams(pcm)) {
            params.setAccess(Absurd.any(random, List.of(Access.values())));
            params.setFormat(Absurd.any(random, List.of(SampleFormat.values())));
            params.setChannels(1 + random.nextInt(8));
            params.setRate(48_000);
            params.setBufferMax(64 + random.nextInt(8000));
            params.setPeriodNear(16 + random.nextInt(1000));
            params.setBufferNear(64 + random.nextInt(8000));
            params.install();
            SwParams.install(pcm, random.nextBoolean());
            pcm.areas(2);
            pcm.start();
        }
    }

    private static void library(World world, Random random) throws Exception {
        switch (random.nextInt(8)) {
            case 0 -> Libasound.strerror(Absurd.integer(random));
            case 1, 2 -> Libasound.silence();
            case 3 -> Libasound.version();
            case 4, 5 -> {
                var last = World.put(random, world.params, new HwParams(World.any(random, world.pcms)));
                if (last != null) {
                    last.close();
                }
            }
            default -> {
                var stream = random.nextInt(10) == 0 ? Absurd.integer(random) : random.nextInt(2);
                var last =
                        World.put(random, world.pcms, Pcm.open(Absurd.name(random), Absurd.definition(random), stream));
                if (last != null) {
                    last.close();
                }
            }
        }
    }
}
