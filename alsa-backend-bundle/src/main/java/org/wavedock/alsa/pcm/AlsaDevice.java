// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.wavedock.alsa.lib.AlsaException;
import org.wavedock.alsa.lib.HwParams;
import org.wavedock.alsa.lib.Pcm;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** A PCM as a device: opens channels, and can be lost. Thread-safe; control path only. */
public final class AlsaDevice implements DmaChannelProvider {
    private final DeviceSettings settings;
    private final Map<Direction, Limits> limits;
    private final Map<Direction, Substreams> substreams =
            Map.of(Direction.RENDER, new Substreams(), Direction.CAPTURE, new Substreams());
    private final Set<MappedBuffer> channels = ConcurrentHashMap.newKeySet();
    private final Runnable onLoss;
    private volatile String gone;

    /**
     * A device that is there.
     *
     * @param settings what it is
     * @param limits what it can do, for each direction that it has
     * @param onLoss called when a channel finds the device gone, on that channel's thread; must not block
     */
    public AlsaDevice(DeviceSettings settings, Map<Direction, Limits> limits, Runnable onLoss) {
        this.settings = settings;
        this.limits = limits;
        this.onLoss = onLoss;
    }

    @Override
    public DeviceDescription description() {
        return settings.device();
    }

    @Override
    public void checkFormat(Direction direction, WaveFormat format) throws AudioException {
        var known = limits.get(direction);
        if (known == null || !known.contains(format)) {
            throw new AudioException(
                    Reason.FORMAT_NOT_SUPPORTED,
                    "device " + settings.name() + " cannot " + direction.name().toLowerCase(Locale.ROOT) + " " + format
                            + ", expected " + (known == null ? "the other direction" : known));
        }
    }

    @Override
    public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumBufferSize)
            throws AudioException {
        requirePresent();
        checkFormat(direction, format);
        if (maximumBufferSize < format.frameBytes()) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER,
                    "buffers of " + maximumBufferSize + " bytes at most, expected a frame of " + format.frameBytes()
                            + " or more");
        }
        var channel = open(direction, format, maximumBufferSize);
        channels.add(channel);
        // Whoever closed the device meanwhile has not seen this one.
        if (gone != null) {
            channel.lose(gone);
        }
        return channel;
    }

    private AlsaChannel open(Direction direction, WaveFormat format, int maximumBufferSize) throws AudioException {
        Pcm pcm = null;
        try {
            pcm = Pcm.open(
                    settings.pcm(), settings.definition(), direction == Direction.RENDER ? Pcm.PLAYBACK : Pcm.CAPTURE);
            var bytes = largestRing(pcm, format, maximumBufferSize);
            var place = substreams.get(direction).take();
            return new AlsaChannel(
                    new MappedBuffer.Terms(settings, direction, format, bytes), pcm, place, new MappedBuffer.Owner() {
                        @Override
                        public void lost(MappedBuffer channel) {
                            onLoss.run();
                        }

                        @Override
                        public void released(MappedBuffer channel) {
                            substreams.get(direction).giveBack(place);
                            channels.remove(channel);
                        }
                    });
        } catch (AlsaException e) {
            if (pcm != null) {
                pcm.close();
            }
            throw Failures.of(settings.name(), e);
        }
    }

    private int largestRing(Pcm pcm, WaveFormat format, int maximumBufferSize) throws AlsaException {
        try (var params = new HwParams(pcm)) {
            Setup.choose(params, settings, format);
            var frames = Math.min(params.bufferMax(), maximumBufferSize / format.frameBytes());
            return (int) format.bytes(frames);
        }
    }

    private void requirePresent() throws AudioException {
        var message = gone;
        if (message != null) {
            throw new AudioException(Reason.DEVICE_REMOVED, message);
        }
    }

    /** The device goes: what is still open is lost. Does not block; what may, happens elsewhere. */
    public void close() {
        gone = "device " + settings.name() + " is gone";
        channels.forEach(channel -> channel.lose(gone));
    }

    @Override
    public String toString() {
        return "device " + settings.name();
    }
}
