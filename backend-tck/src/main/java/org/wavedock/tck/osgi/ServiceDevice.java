// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck.osgi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.tck.Ability;
import org.wavedock.tck.TestClock;
import org.wavedock.tck.TestedDevice;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/**
 * A device that is a service: what it can do is what it shows. What nobody can ask a service for, how it sounds and how it is
 * unplugged, is not claimed.
 */
final class ServiceDevice extends TestedDevice {
    /** Framework properties: formats as {@code 48000/2/S16}, with commas; without them those of a few that it takes. */
    private static final Map<Direction, String> FORMATS =
            Map.of(Direction.RENDER, "wavedock.tck.render", Direction.CAPTURE, "wavedock.tck.capture");

    private static final Map<Direction, String> SUBSTREAMS = Map.of(
            Direction.RENDER, "wavedock.tck.render.substreams", Direction.CAPTURE, "wavedock.tck.capture.substreams");
    private static final String TOLERANCE = "wavedock.tck.tolerance";
    private static final int PROBE_BYTES = 1 << 14;

    private final DmaChannelProvider provider;
    private final TestClock clock;
    private final UnaryOperator<String> properties;
    private final Map<Direction, List<WaveFormat>> formats = new EnumMap<>(Direction.class);
    private final Set<Ability> abilities = EnumSet.noneOf(Ability.class);

    ServiceDevice(DmaChannelProvider provider, TestClock clock, UnaryOperator<String> properties)
            throws AudioException {
        this.provider = provider;
        this.clock = clock;
        this.properties = properties;
        for (var direction : Direction.values()) {
            formats.put(direction, claimed(direction));
            if (!formats(direction).isEmpty()) {
                probe(direction);
            }
        }
    }

    private List<WaveFormat> claimed(Direction direction) {
        var text = properties.apply(FORMATS.get(direction));
        if (text != null) {
            return Arrays.stream(text.split(",")).map(ServiceDevice::format).toList();
        }
        var accepted = new ArrayList<WaveFormat>();
        for (var encoding : Encoding.values()) {
            for (var channels : new int[] {2, 1}) {
                var format = new WaveFormat(48_000, channels, encoding);
                if (accepts(direction, format)) {
                    accepted.add(format);
                }
            }
        }
        return accepted;
    }

    private static WaveFormat format(String text) {
        var parts = text.strip().split("/");
        if (parts.length != 3) {
            throw new IllegalArgumentException("format is \"" + text + "\", expected one like 48000/2/S16");
        }
        return new WaveFormat(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Encoding.valueOf(parts[2]));
    }

    private boolean accepts(Direction direction, WaveFormat format) {
        try {
            provider.checkFormat(direction, format);
            return true;
        } catch (AudioException e) {
            return false;
        }
    }

    private void probe(Direction direction) throws AudioException {
        var format = formats(direction).get(0);
        var channel = provider.newChannel(direction, format, PROBE_BYTES);
        try {
            channel.queryInterface(TransferControl.class).ifPresent(control -> {
                abilities.add(Ability.TRANSFER_CONTROL);
                if (control.canPause()) {
                    abilities.add(Ability.PAUSE);
                }
                if (direction == Direction.RENDER && control.takesCommitted()) {
                    abilities.add(Ability.COMMITMENTS);
                }
            });
            if (goesRoundParts(channel, format)) {
                abilities.add(Ability.PARTIAL_TRANSFERS);
            }
        } finally {
            channel.release();
        }
    }

    /** A device whose ring is what it is says so when a part of it is set. */
    private static boolean goesRoundParts(IDmaChannelSlave channel, WaveFormat format) throws AudioException {
        channel.allocateBuffer(64 * format.frameBytes(), IDmaChannel.UNCONSTRAINED);
        try {
            channel.setBufferSize(32 * format.frameBytes());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public DmaChannelProvider provider() {
        return provider;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @Override
    public List<WaveFormat> formats(Direction direction) {
        return formats.get(direction);
    }

    @Override
    public Set<Ability> abilities() {
        return abilities;
    }

    @Override
    public int substreams(Direction direction) {
        var text = properties.apply(SUBSTREAMS.get(direction));
        return text == null ? 0 : Integer.parseInt(text);
    }

    @Override
    public double speedTolerance() {
        var text = properties.apply(TOLERANCE);
        return text == null ? super.speedTolerance() : Double.parseDouble(text);
    }

    @Override
    public void close() {
        // The service stays.
    }
}
