// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.wavedock.dma.BusAddressSpace.Paging;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DeviceProperties;
import org.wavedock.sim.fault.Effect;
import org.wavedock.sim.fault.Fault;
import org.wavedock.sim.fault.FaultScript;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/**
 * A card's configuration, checked.
 *
 * @param device what the card says of itself
 * @param formats what it can do
 * @param memory its buffers
 * @param sharedClock whether all channels that are open at once must have one rate
 * @param factor device seconds a second, with speed and drift; exactly 1 if both are plain
 * @param render where render goes
 * @param capture where capture comes from
 * @param clockRate frames a second of the card's own clock
 * @param faults what goes wrong
 */
public record CardSettings(
        DeviceDescription device,
        Formats formats,
        Memory memory,
        boolean sharedClock,
        double factor,
        Render render,
        Capture capture,
        int clockRate,
        FaultScript faults) {
    private static final int MAX_SUBSTREAMS = 256;
    private static final int MAX_BUFFER = 1 << 30;
    private static final int MAX_FIFO = 1_000_000;
    private static final int MAX_PAGE = 1 << 20;
    private static final String WAV = "wav:";
    private static final String FILE = "file:";
    private static final String TONE = "tone:";
    private static final String LOOPBACK = "loopback:";

    /** The formats a card can do. */
    record Formats(Set<Encoding> encodings, int minChannels, int maxChannels, int minRate, int maxRate) {
        boolean contains(WaveFormat format) {
            return encodings.contains(format.encoding())
                    && format.channels() >= minChannels
                    && format.channels() <= maxChannels
                    && format.sampleRate() >= minRate
                    && format.sampleRate() <= maxRate;
        }

        @Override
        public String toString() {
            return minRate + " to " + maxRate + " Hz, " + minChannels + " to " + maxChannels + " ch, " + encodings;
        }
    }

    /** Common buffers, bytes, and the width of their addresses. */
    record Memory(int minBuffer, int maxBuffer, int addressBits, Paging paging) {}

    /** What hears. */
    enum RenderKind {
        NONE,
        MEMORY,
        WAV
    }

    /** Where render goes; the path is null but for {@link RenderKind#WAV}. */
    record Render(RenderKind kind, Path path, boolean append) {}

    /** What is captured. */
    enum CaptureKind {
        SILENCE,
        TONE,
        COUNTER,
        WAV,
        LOOPBACK
    }

    /** Where capture comes from: {@code hertz} is for a tone, {@code name} a path or another card's name. */
    record Capture(CaptureKind kind, int hertz, String name) {}

    /** Channels each direction. */
    int substreams() {
        return device.substreams();
    }

    /**
     * Reads a configuration. Blocks if it names a file of faults.
     *
     * @param properties as Configuration Admin has them: numbers and flags may be texts, lists arrays or texts with commas;
     *     what is missing has its default, what is unknown is left alone
     * @throws IllegalArgumentException if a value is wrong; the message names property, value and what was expected
     */
    public static CardSettings of(Map<String, ?> properties) {
        var reader = reader(properties);
        return new CardSettings(
                device(reader),
                formats(reader),
                memory(reader),
                reader.flag("shared.clock"),
                reader.number("speed", 0.001, 1000) * (1 + reader.number("drift.ppm", -100_000, 100_000) / 1e6),
                render(reader),
                capture(reader),
                reader.integer("clock.rate", WaveFormat.MIN_SAMPLE_RATE, WaveFormat.MAX_SAMPLE_RATE),
                faults(reader));
    }

    /** What the card says of itself when it is plugged in as another device. */
    DeviceDescription device(Effect.Replug plug) {
        var name = plug.name().orElse(device.name());
        var renamed = new DeviceDescription(name, device.description(), device.fifoFrames(), device.startFrames())
                .identifiedBy(device.identity())
                .withSubstreams(device.substreams());
        return plug.identity().map(renamed::identifiedBy).orElse(renamed);
    }

    static DeviceProperties reader(Map<String, ?> properties) {
        return new DeviceProperties(properties, CardConfig.class, "a simulated card");
    }

    private static DeviceDescription device(DeviceProperties reader) {
        var fifo = reader.integer("fifo.frames", 0, MAX_FIFO);
        var start = reader.integer("start.frames", 0, MAX_FIFO);
        var name = reader.text("name");
        var identity = reader.text("identity");
        var substreams = reader.integer("substreams", 1, MAX_SUBSTREAMS);
        try {
            var device = new DeviceDescription(name, "Simulated card " + name, fifo, start).withSubstreams(substreams);
            return identity.isEmpty() ? device : device.identifiedBy(identity);
        } catch (IllegalArgumentException e) {
            throw identity.matches("\\S*")
                    ? reader.invalid("name", "letters, digits and . _ : , = -", e)
                    : reader.invalid("identity", "a text without blanks", e);
        }
    }

    private static Formats formats(DeviceProperties reader) {
        var minChannels = reader.integer("channels.min", 1, WaveFormat.MAX_CHANNELS);
        var minRate = reader.integer("rate.min", WaveFormat.MIN_SAMPLE_RATE, WaveFormat.MAX_SAMPLE_RATE);
        return new Formats(
                encodings(reader),
                minChannels,
                reader.integer("channels.max", minChannels, WaveFormat.MAX_CHANNELS),
                minRate,
                reader.integer("rate.max", minRate, WaveFormat.MAX_SAMPLE_RATE));
    }

    private static Set<Encoding> encodings(DeviceProperties reader) {
        var encodings = EnumSet.noneOf(Encoding.class);
        try {
            reader.list("encodings").forEach(name -> encodings.add(Encoding.valueOf(name)));
        } catch (IllegalArgumentException e) {
            throw reader.invalid("encodings", "some of " + EnumSet.allOf(Encoding.class), e);
        }
        if (encodings.isEmpty()) {
            throw reader.invalid("encodings", "one or more of " + EnumSet.allOf(Encoding.class), null);
        }
        return encodings;
    }

    private static Memory memory(DeviceProperties reader) {
        var max = reader.integer("buffer.max", 1, MAX_BUFFER);
        return new Memory(
                reader.integer("buffer.min", 1, max), max, reader.integer("address.bits", 16, 48), paging(reader));
    }

    private static Paging paging(DeviceProperties reader) {
        var size = reader.integer("page.size", 16, MAX_PAGE);
        try {
            return new Paging(size, reader.integer("page.run", 1, Integer.MAX_VALUE));
        } catch (IllegalArgumentException e) {
            throw reader.invalid("page.size", "a power of two from 16 to " + MAX_PAGE, e);
        }
    }

    private static Render render(DeviceProperties reader) {
        var text = reader.text("render.to");
        var append = reader.flag("render.append");
        return switch (text) {
            case "none" -> new Render(RenderKind.NONE, null, append);
            case "memory" -> new Render(RenderKind.MEMORY, null, append);
            default -> {
                if (!text.startsWith(WAV)) {
                    throw reader.invalid("render.to", "none, memory or wav:PATH", null);
                }
                yield new Render(RenderKind.WAV, wavPath(reader, "render.to"), append);
            }
        };
    }

    private static Capture capture(DeviceProperties reader) {
        var property = "capture.from";
        var text = reader.text(property);
        if (text.startsWith(TONE)) {
            return new Capture(CaptureKind.TONE, hertz(reader, text.substring(TONE.length())), null);
        }
        if (text.startsWith(WAV)) {
            return new Capture(CaptureKind.WAV, 0, wavPath(reader, property).toString());
        }
        if (text.startsWith(LOOPBACK) && text.length() > LOOPBACK.length()) {
            return new Capture(CaptureKind.LOOPBACK, 0, text.substring(LOOPBACK.length()));
        }
        return switch (text) {
            case "silence" -> new Capture(CaptureKind.SILENCE, 0, null);
            case "counter" -> new Capture(CaptureKind.COUNTER, 0, null);
            default -> throw reader.invalid(property, "silence, tone:HZ, counter, wav:PATH or loopback:CARD", null);
        };
    }

    private static FaultScript faults(DeviceProperties reader) {
        try {
            return faults(reader.text("faults"));
        } catch (IllegalArgumentException | IOException e) {
            throw reader.invalid("faults", "a fault script, or file:PATH of one: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a fault script, of which a line can also be {@code file:PATH}. Blocks if one is.
     *
     * @throws IOException if there is no such file
     * @throws IllegalArgumentException if it is no script
     */
    static FaultScript faults(String text) throws IOException {
        var faults = new ArrayList<Fault>();
        for (var line : text.strip().split("\\R")) {
            var script = line.startsWith(FILE)
                    ? FaultScript.read(Path.of(line.substring(FILE.length()).strip()))
                    : FaultScript.parse(line);
            faults.addAll(script.faults());
        }
        return new FaultScript(faults);
    }

    private static int hertz(DeviceProperties reader, String text) {
        var expected = "tone:HZ with a whole number from 1 to " + WaveFormat.MAX_SAMPLE_RATE / 2;
        try {
            var hertz = Integer.parseInt(text);
            if (hertz < 1 || hertz > WaveFormat.MAX_SAMPLE_RATE / 2) {
                throw reader.invalid("capture.from", expected, null);
            }
            return hertz;
        } catch (NumberFormatException e) {
            throw reader.invalid("capture.from", expected, e);
        }
    }

    private static Path wavPath(DeviceProperties reader, String property) {
        var text = reader.text(property).substring(WAV.length());
        try {
            var path = Path.of(text);
            if (path.getFileName() == null || text.isBlank()) {
                throw reader.invalid(property, "wav:PATH with a path of a file", null);
            }
            return path;
        } catch (InvalidPathException e) {
            throw reader.invalid(property, "wav:PATH with a path of a file", e);
        }
    }
}
