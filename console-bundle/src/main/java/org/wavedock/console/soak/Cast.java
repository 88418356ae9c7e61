// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.PortChoice;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;

/** The streams. Most of them play for one leg, one in ten to the end; some are closed in mid-play and replaced. */
final class Cast {
    private static final int ELDER_EVERY = 10;
    private static final int SHORTEST_LEAD_MILLIS = 40;
    private static final int LEAD_RANGE_MILLIS = 110;
    private static final Duration HISTORY = Duration.ofMillis(700);

    private final AudioStreams streams;
    private final SoakPlan plan;
    private final Random random;
    private final Feeder feeder;
    private final Tally tally;
    private final List<Player> playing = new ArrayList<>();
    private final Set<Player> elders = new HashSet<>();
    /** Closed in this leg, to be checked at its end. */
    private final List<Player> ended = new ArrayList<>();

    private int opened;

    Cast(AudioStreams streams, SoakPlan plan, Random random, Feeder feeder, Tally tally) {
        this.streams = streams;
        this.plan = plan;
        this.random = random;
        this.feeder = feeder;
        this.tally = tally;
    }

    List<Player> playing() {
        return playing;
    }

    /** Those that play and those that did, since the last {@link #dismiss}. */
    List<Player> all() {
        var all = new ArrayList<>(playing);
        all.addAll(ended);
        return all;
    }

    Player any() {
        return playing.get(random.nextInt(playing.size()));
    }

    boolean isElder(Player player) {
        return elders.contains(player);
    }

    /** Opens as many as there should be. */
    void complete(List<String> devices) throws AudioException {
        for (var ears = count(Ear.class); ears < plan.ears(); ears++) {
            open(devices, true);
        }
        for (var voices = count(Voice.class); voices < plan.voices(); voices++) {
            open(devices, false);
        }
    }

    private long count(Class<?> kind) {
        return playing.stream().filter(kind::isInstance).count();
    }

    /** Closes one in mid-play and opens another of its kind. */
    void replace(Player player, List<String> devices) throws AudioException {
        close(player);
        playing.remove(player);
        ended.add(player);
        open(devices, player instanceof Ear);
    }

    private void open(List<String> devices, boolean captures) throws AudioException {
        var number = ++opened;
        var request = captures
                ? StreamRequest.capture("ear " + number, Ear.FORMAT)
                : StreamRequest.render("voice " + number, Numbering.FORMAT);
        var lead = Duration.ofMillis(SHORTEST_LEAD_MILLIS + random.nextInt(LEAD_RANGE_MILLIS));
        var wish = random.nextBoolean() ? devices.get(random.nextInt(devices.size())) : null;
        var ports = random.nextInt(3) == 0 ? PortChoice.WAVE_PCI : PortChoice.WAVE_CYCLIC;
        var stream = streams.open(request.buffered(lead, HISTORY).through(ports).on(isThere(wish) ? wish : null));
        tally.follow(stream);
        var player = captures ? new Ear(number, stream) : new Voice(number, stream);
        playing.add(player);
        if (elders.size() * ELDER_EVERY < playing.size()) {
            elders.add(player);
        }
        feeder.add(player);
        stream.start();
    }

    private boolean isThere(String wish) {
        return streams.devices().stream().anyMatch(device -> device.name().equals(wish));
    }

    /** Closes all but the elders; and these too once they are worn. */
    void dismiss() {
        ended.clear();
        elders.removeIf(Player::isWorn);
        for (var player : playing) {
            if (!elders.contains(player)) {
                close(player);
            }
        }
        playing.retainAll(elders);
    }

    /** Closes everybody. */
    void close() {
        playing.forEach(this::close);
        playing.clear();
        elders.clear();
        ended.clear();
    }

    private void close(Player player) {
        feeder.remove(player);
        player.end();
    }
}
