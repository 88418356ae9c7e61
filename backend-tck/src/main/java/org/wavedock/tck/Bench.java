// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/** Where one rule has its device: opens channels, and releases what the rule has left open. For the rules. */
@ProviderType
public final class Bench {

    private static final int RING_PART_OF_SECOND = 10;

    private final TestedDevice device;
    private final Watchdog watchdog;
    private final List<Line> lines = new ArrayList<>();

    Bench(TestedDevice device) {
        this.device = device;
        watchdog = new Watchdog(device.patienceMillis());
    }

    TestedDevice device() {
        return device;
    }

    DmaChannelProvider provider() {
        return device.provider();
    }

    TestClock clock() {
        return device.clock();
    }

    Watchdog watchdog() {
        return watchdog;
    }

    // ---- what the device can do

    boolean has(Ability ability) {
        return device.abilities().contains(ability);
    }

    void require(Ability ability) {
        Assumptions.assumeTrue(has(ability), "the device does not claim " + ability);
    }

    void require(Direction direction) {
        Assumptions.assumeTrue(has(direction), "the device claims no format for " + direction);
    }

    void requireVirtualTime() {
        Assumptions.assumeTrue(clock().isVirtual(), "real time is not exact enough for this rule");
    }

    boolean has(Direction direction) {
        return !device.formats(direction).isEmpty();
    }

    /** Where most rules are tried: the device's main direction. */
    Direction direction() {
        return has(Direction.RENDER) ? Direction.RENDER : Direction.CAPTURE;
    }

    /** The directions that there are. */
    List<Direction> directions() {
        return List.of(Direction.values()).stream().filter(this::has).toList();
    }

    WaveFormat format(Direction direction) {
        return device.formats(direction).get(0);
    }

    WaveFormat format() {
        return format(direction());
    }

    /** A tenth of a second, in whole quarters of frames. */
    static int ringBytes(WaveFormat format) {
        return format.sampleRate() / RING_PART_OF_SECOND / 4 * 4 * format.frameBytes();
    }

    // ---- channels

    /** A channel without a buffer. */
    Line open(Direction direction, WaveFormat format, int maximumBytes) throws AudioException {
        var line = new Line(this, direction, format, device.provider().newChannel(direction, format, maximumBytes));
        lines.add(line);
        return line;
    }

    Line open(Direction direction) throws AudioException {
        return open(direction, format(direction), ringBytes(format(direction)));
    }

    Line open() throws AudioException {
        return open(direction());
    }

    /** A channel with a buffer of a tenth of a second. */
    Line ready(Direction direction, WaveFormat format) throws AudioException {
        var line = open(direction, format, ringBytes(format));
        line.allocate();
        return line;
    }

    Line ready(Direction direction) throws AudioException {
        return ready(direction, format(direction));
    }

    Line ready() throws AudioException {
        return ready(direction());
    }

    /** A channel that runs. */
    Line running() throws AudioException {
        var line = ready();
        line.start();
        return line;
    }

    /** Bytes that are all different from silence, the same for the same seed. */
    static byte[] noise(long seed, long byteCount) {
        var bytes = new byte[Math.toIntExact(byteCount)];
        new SplittableRandom(seed).nextBytes(bytes);
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == 0 || bytes[i] == (byte) 0x80 ? 1 : bytes[i];
        }
        return bytes;
    }

    void close() {
        // Whoever did not answer may hold what a release would wait for.
        if (!watchdog.isStuck()) {
            lines.forEach(Line::release);
        }
        device.close();
    }

    /** For what is opened without a {@link Line}. */
    static void releaseQuietly(IDmaChannelSlave channel) {
        try {
            channel.release();
        } catch (IllegalStateException e) {
            // The rule has done it.
        }
    }
}
