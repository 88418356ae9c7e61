// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.runtime.time.Work;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.Policy;
import org.wavedock.stream.Segment;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** A switchboard with simulated cards in virtual time, and a stream whose every frame is known. */
final class Rig implements AutoCloseable {
    static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);
    static final Duration MOMENT = Duration.ofMillis(1);
    static final Duration LONG = Duration.ofSeconds(10);

    final Scheduler scheduler;
    final Switchboard board;
    final byte[] content;
    private final Drive drive;
    private final CardRegistry registry = new CardRegistry();
    private final Map<String, Card> cards = new LinkedHashMap<>();
    private final Map<String, CommittedCard> committed = new LinkedHashMap<>();
    private final Map<String, Long> ids = new HashMap<>();
    private long nextId = 1;
    private int written;

    Rig() {
        this(Drive.CYCLIC);
    }

    Rig(Drive drive) {
        this(new VirtualScheduler(), drive);
    }

    Rig(Scheduler scheduler) {
        this(scheduler, Drive.CYCLIC);
    }

    Rig(Scheduler scheduler, Drive drive) {
        this.scheduler = scheduler;
        this.drive = drive;
        board = new Switchboard(scheduler);
        content = new byte[60 * 48_000 * 4];
        new Random(7).nextBytes(content);
        for (var i = 0; i < content.length; i++) {
            // No frame is silent, so that silence can be told from the stream.
            content[i] = content[i] == 0 ? 1 : content[i];
        }
    }

    /** Adds a card that remembers what it rendered. */
    Card card(String name, int ranking, Map<String, Object> more) {
        return card(name, ranking, more, drive::provider);
    }

    /** Adds one that the platform knows as somebody else. */
    Card card(String name, int ranking, Map<String, Object> more, Function<Card, DmaChannelProvider> disguise) {
        var properties = new HashMap<String, Object>(Map.of("name", name, "render.to", "memory"));
        properties.putAll(drive.properties());
        properties.putAll(more);
        var card = new Card(CardSettings.of(properties), scheduler, registry);
        cards.put(name, card);
        arrive(name, disguise.apply(card), ranking);
        return card;
    }

    /** What each card was heard to play, all of it. */
    Map<String, byte[]> heard() {
        var heard = new HashMap<String, byte[]>();
        cards.forEach((name, card) -> heard.put(name, card.rendered(0)));
        committed.forEach((name, card) -> heard.put(name, card.heard()));
        return heard;
    }

    Card card(String name, int ranking) {
        return card(name, ranking, Map.of());
    }

    /** Adds a card that takes what is committed to it, with one substream. */
    CommittedCard committed(int ranking, int fifo) {
        return committed("committed", ranking, new CommittedCard(scheduler, 1, 1).withFifo(fifo));
    }

    CommittedCard committed(String name, int ranking, CommittedCard card) {
        committed.put(name, card);
        arrive(name, card, ranking);
        return card;
    }

    void arrive(String name, DmaChannelProvider provider, int ranking) {
        var id = nextId++;
        ids.put(name, id);
        try {
            board.add(provider, new DeviceOrigin(ranking, "test", id));
        } catch (AudioException e) {
            throw new AssertionError(e);
        }
    }

    /** A card whose service is not registered, as its backend would register it again. */
    DmaChannelProvider gone(String name) {
        return drive.provider(cards.get(name));
    }

    /** The card's service is unregistered; the card itself stays, with what it rendered. */
    void leave(String name) {
        board.remove(ids.remove(name));
    }

    void rank(String name, int ranking) {
        board.change(new DeviceOrigin(ranking, "test", ids.get(name)));
    }

    AudioStream open() throws AudioException {
        return board.open(StreamRequest.render("music", FORMAT).through(drive.ports()));
    }

    AudioStream open(String device) throws AudioException {
        return board.open(StreamRequest.render("music", FORMAT).on(device).through(drive.ports()));
    }

    AudioStream open(Policy policy) throws AudioException {
        return board.open(driven(StreamRequest.render("music", FORMAT)).with(policy));
    }

    AudioStream open(String device, Policy policy) throws AudioException {
        return board.open(
                driven(StreamRequest.render("music", FORMAT)).on(device).with(policy));
    }

    /** A request as this rig's cards are driven. */
    StreamRequest driven(StreamRequest request) {
        return request.through(drive.ports());
    }

    /** Whether cards that are not named otherwise are driven by their rings, behind which FIFOs are. */
    boolean hasFifos() {
        return drive != Drive.PCI && drive != Drive.MIXED;
    }

    /** Writes so many frames of the content, as fast as the stream takes them. */
    void write(AudioStream stream, int frames) throws AudioException {
        var source = ByteBuffer.wrap(content, written * 4, frames * 4);
        while (source.hasRemaining()) {
            stream.write(source, LONG);
        }
        written += frames;
    }

    /** Does something later, as somebody else. */
    void later(Duration when, Runnable deed) {
        var at = scheduler.nanoTime() + when.toNanos();
        scheduler.start("somebody", now -> {
            if (now < at) {
                return at;
            }
            deed.run();
            return Work.NEVER;
        });
    }

    /** Lets time pass. */
    void pass(Duration time) {
        scheduler.await(() -> false, time.toNanos());
    }

    /** Drains, and holds the ledger against what each card was heard to play. */
    void finish(AudioStream stream) throws AudioException {
        stream.drain(LONG);
        stream.close();
        verify(stream);
    }

    /**
     * Each segment is what the stream says, and nothing else was heard anywhere. What was surely heard comes first: where a device was in
     * doubt it may have played the next thing instead.
     */
    void verify(AudioStream stream) {
        var heard = heard();
        stream.snapshot().segments().stream()
                .sorted(Comparator.comparing(Segment::confirmed).reversed())
                .forEach(segment -> compare(segment, heard.get(segment.device())));
        heard.forEach((name, bytes) -> {
            for (var i = 0; i < bytes.length; i++) {
                assertThat(bytes[i])
                        .as("byte %d of %s outside of all segments", i, name)
                        .isZero();
            }
        });
    }

    private void compare(Segment segment, byte[] heard) {
        assertThat(segment.substream()).isZero();
        var from = (int) segment.deviceFrame() * 4;
        var length = (int) segment.frames() * 4;
        for (var i = 0; i < length; i++) {
            if (segment.confirmed() || from + i < heard.length && heard[from + i] != 0) {
                assertThat(heard[from + i])
                        .as("byte %d of %s", i, segment)
                        .isEqualTo(content[(int) segment.streamFrame() * 4 + i]);
            }
            if (from + i < heard.length) {
                heard[from + i] = 0;
            }
        }
    }

    static ByteBuffer buffer(int frames) {
        return ByteBuffer.allocate(frames * 4).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        board.end();
        cards.values().forEach(Card::close);
    }
}
