// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavedock.sim.card.Card;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;

@DisplayName("Streams that share devices and to which everything happens")
class RandomMixTest {
    private static final int STEPS = 80;
    private static final int MOST_SINGERS = 16;

    private static final class Life {
        private final Random random;
        private final Rig rig;
        private final Choir choir;
        private final List<String> present = new ArrayList<>();
        private final List<Card> cards = new ArrayList<>();
        private final List<Singer> singing = new ArrayList<>();
        private int lastCard;

        Life(long seed, Drive drive) throws AudioException {
            random = new Random(seed);
            rig = new Rig(drive);
            choir = new Choir(rig);
            rig.committed(random.nextInt(5), 0);
            present.add("committed");
            arrive();
            join();
        }

        private void arrive() {
            var name = "card" + lastCard++;
            cards.add(rig.card(
                    name,
                    random.nextInt(5),
                    Map.of(
                            "fifo.frames", random.nextInt(3) * random.nextInt(1_000),
                            "start.frames", random.nextInt(2) * random.nextInt(1_500),
                            "drift.ppm", random.nextInt(2_000) - 1_000)));
            present.add(name);
        }

        private void join() throws AudioException {
            if (choir.singers().size() < MOST_SINGERS) {
                var lead = Duration.ofMillis(5 + random.nextInt(40));
                var request = StreamRequest.render("singer", Rig.FORMAT).buffered(lead, Duration.ofMillis(500));
                try {
                    singing.add(choir.join(random.nextInt(4) == 0 ? request.exclusively() : request));
                } catch (AudioException e) {
                    // All devices are taken, or lost.
                    arrive();
                    return;
                }
                var singer = singing.get(singing.size() - 1);
                write(singer);
                singer.stream.start();
            }
        }

        void step() throws AudioException {
            switch (random.nextInt(12)) {
                case 0 -> arrive();
                case 1 -> leave();
                case 2 -> choir.lose(cards.get(random.nextInt(cards.size())));
                case 3 -> swap();
                case 4 -> any().stream.pause();
                case 5 -> any().stream.start();
                case 6 -> rig.pass(Duration.ofNanos(random.nextInt(60_000_000)));
                case 7 -> rig.rank(anyPresent(), random.nextInt(5));
                case 8 -> join();
                case 9 -> close();
                default -> singing.forEach(this::sing);
            }
        }

        private void sing(Singer singer) {
            try {
                write(singer);
            } catch (AudioException e) {
                throw new AssertionError(e);
            }
        }

        private void write(Singer singer) throws AudioException {
            var frames = random.nextInt(6_000);
            if (singer.canWrite(frames)) {
                singer.write(frames);
            }
        }

        private Singer any() {
            return singing.get(random.nextInt(singing.size()));
        }

        private String anyPresent() {
            if (present.isEmpty()) {
                arrive();
            }
            return present.get(random.nextInt(present.size()));
        }

        private void leave() {
            var name = anyPresent();
            present.remove(name);
            rig.leave(name);
        }

        /** Whom a device has refused stays where he is. */
        private void swap() {
            try {
                any().stream.swapTo(anyPresent(), Duration.ofMillis(200));
            } catch (AudioException e) {
                assertThat(e.reason()).isNotNull();
            }
        }

        private void close() {
            if (singing.size() > 1) {
                singing.remove(random.nextInt(singing.size())).stream.close();
            }
        }

        void end() throws AudioException {
            arrive();
            for (var i = 0; i < MOST_SINGERS; i++) {
                arrive();
            }
            for (var singer : singing) {
                singer.stream.start();
                singer.finish();
            }
            choir.verify();
            for (var singer : choir.singers()) {
                var account = singer.stream.snapshot();
                assertThat(account.framesRendered() + account.framesLost()).isEqualTo(singer.written());
            }
            assertThat(rig.board.devices()).allMatch(device -> device.streams() == 0);
            rig.close();
        }
    }

    @ParameterizedTest(name = "seeds from {0}, {1}")
    @CsvSource({"1, SHARED", "1000, SHARED", "2000, SHARED", "1, SHARED_COPYING", "1000, SHARED_COPYING"})
    @DisplayName("are heard as the sum of what their ledgers say")
    void addUp(long firstSeed, Drive drive) throws AudioException {
        for (var seed = firstSeed; seed < firstSeed + 10; seed++) {
            try {
                var life = new Life(seed, drive);
                for (var i = 0; i < STEPS; i++) {
                    life.step();
                }
                life.end();
            } catch (AssertionError | AudioException | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
