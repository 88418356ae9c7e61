// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wavedock.alsa.lib.AlsaException;
import org.wavedock.alsa.lib.Libasound;
import org.wavedock.alsa.lib.Pcm;
import org.wavedock.alsa.pcm.AlsaDevice;
import org.wavedock.alsa.pcm.DeviceSettings;
import org.wavedock.alsa.pcm.Limits;
import org.wavedock.alsa.rig.Pattern;
import org.wavedock.alsa.rig.Received;
import org.wavedock.alsa.rig.VirtualCard;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.runtime.engine.DeviceOrigin;
import org.wavedock.runtime.engine.Switchboard;
import org.wavedock.runtime.time.RealScheduler;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.PortChoice;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** The runtime in real time, with ALSA devices, and a stream that carries a pattern. */
final class Stage implements AutoCloseable {
    static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);
    static final Duration LONG = Duration.ofSeconds(20);
    /** Far ahead, so that a busy machine does not matter. */
    static final Duration LEAD = Duration.ofMillis(100);

    final Switchboard board = new Switchboard(new RealScheduler());
    private final Path folder;
    private final PortChoice ports;
    private final Map<String, VirtualCard> cards = new LinkedHashMap<>();
    private final Map<String, AlsaDevice> devices = new HashMap<>();
    private final Map<String, Long> ids = new HashMap<>();
    private long nextId = 1;
    private int written;

    Stage(Path folder, PortChoice ports) {
        this.folder = folder;
        this.ports = ports;
        Libasound.silence();
    }

    /** A card of the rig as a device, the better the higher its ranking. */
    VirtualCard card(String name, int ranking) throws AlsaException, AudioException {
        return card(name, ranking, 0);
    }

    VirtualCard card(String name, int ranking, int fifo) throws AlsaException, AudioException {
        var card = VirtualCard.in(folder, name);
        if (fifo > 0) {
            card.with("fifo", fifo);
        }
        cards.put(name, card);
        arrive(settings(name, card.configuration(), fifo), ranking);
        return card;
    }

    /** A card with one substream, which streams share. */
    VirtualCard sharedCard(String name, int fifo) throws AlsaException, AudioException {
        var card = VirtualCard.in(folder, name).with("fifo", fifo);
        cards.put(name, card);
        var alone = settings(name, card.configuration(), fifo);
        arrive(
                new DeviceSettings(
                        alone.device().withSubstreams(1),
                        alone.pcm(),
                        alone.definition(),
                        alone.periodMicros(),
                        alone.layout()),
                1);
        return card;
    }

    /** A card of the rig as a microphone. */
    VirtualCard microphone(String name) throws AlsaException, AudioException {
        var card = VirtualCard.in(folder, name);
        cards.put(name, card);
        arrive(settings(name, card.configuration(), 0), Direction.CAPTURE, 1);
        return card;
    }

    static DeviceSettings settings(String name, String definition, int fifo) {
        return new DeviceSettings(
                new DeviceDescription(name, "a test device", fifo, 0),
                name,
                definition,
                10_000,
                DeviceSettings.Layout.AUTO);
    }

    void arrive(DeviceSettings settings, int ranking) throws AlsaException, AudioException {
        arrive(settings, Direction.RENDER, ranking);
    }

    private void arrive(DeviceSettings settings, Direction direction, int ranking)
            throws AlsaException, AudioException {
        var limits = new EnumMap<Direction, Limits>(Direction.class);
        limits.put(direction, Limits.of(settings, direction == Direction.RENDER ? Pcm.PLAYBACK : Pcm.CAPTURE));
        var device = new AlsaDevice(settings, limits, () -> {});
        devices.put(settings.name(), device);
        ids.put(settings.name(), nextId);
        board.add(device, new DeviceOrigin(ranking, "test", nextId++));
    }

    /** Waits until a stream is on a device. */
    static void awaitDevice(AudioStream stream, String device, Duration limit) {
        await().atMost(limit)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> device.equals(stream.snapshot().device()));
    }

    /** As when its bundle stops. */
    void leave(String name) {
        board.remove(ids.remove(name));
        devices.remove(name).close();
    }

    void rank(String name, int ranking) {
        board.change(new DeviceOrigin(ranking, "test", ids.get(name)));
    }

    AudioStream open() throws AudioException {
        var stream = board.open(StreamRequest.render("pattern", FORMAT)
                .buffered(LEAD, Duration.ofMillis(500))
                .through(ports));
        stream.start();
        return stream;
    }

    /** Records so many milliseconds. */
    ByteBuffer record(int millis) throws AudioException {
        try (var stream = board.open(StreamRequest.capture("ear", FORMAT).through(ports))) {
            stream.start();
            var recorded = ByteBuffer.allocate((int) FORMAT.framesIn(millis * 1_000_000L) * FORMAT.frameBytes())
                    .order(ByteOrder.LITTLE_ENDIAN);
            while (recorded.hasRemaining()) {
                stream.read(recorded, LONG);
            }
            return recorded.flip();
        }
    }

    /** Writes so many milliseconds of the pattern, as fast as the stream takes them. */
    void write(AudioStream stream, int millis) throws AudioException {
        var frames = FORMAT.sampleRate() * millis / 1000;
        var source = ByteBuffer.wrap(Pattern.stereo(written, frames)).order(ByteOrder.LITTLE_ENDIAN);
        while (source.hasRemaining()) {
            stream.write(source, LONG);
        }
        written += frames;
    }

    int written() {
        return written;
    }

    /** Plays to the end; what all cards together were heard to play. */
    Received finish(AudioStream stream) throws AudioException {
        stream.drain(LONG);
        stream.close();
        return received();
    }

    Received received() {
        var all = new ByteArrayOutputStream();
        cards.values().forEach(card -> all.writeBytes(card.rendered()));
        return Received.of(all.toByteArray(), written);
    }

    /** Nothing is missing at the receivers, and repeats are as the ledger has them at the most. */
    void requireComplete(Received received, AudioStream stream) {
        var snapshot = stream.snapshot();
        assertThat(received.garbage()).as("garbage in %s", received).isZero();
        assertThat(received.distinct()).as("frames heard: %s", received).isEqualTo(written);
        assertThat(received.repeated())
                .as("repeats heard: %s", received)
                .isLessThanOrEqualTo(snapshot.framesRepeated());
        assertThat(snapshot.framesLost()).isZero();
        assertThat(snapshot.framesRendered()).isEqualTo(written);
    }

    @Override
    public void close() {
        cards.values().forEach(VirtualCard::close);
        board.end();
        devices.values().forEach(AlsaDevice::close);
        Libasound.restore();
    }
}
