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
import org.wavedock.stream.AudioStream;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

@DisplayName("A stream to which everything happens")
class RandomSwapTest {
    private static final int STEPS = 60;
    private static final int MAX_FIFO = 2_000;
    private static final List<WaveFormat> FORMATS = List.of(
            Rig.FORMAT,
            new WaveFormat(44_100, 2, Encoding.S32),
            new WaveFormat(48_000, 1, Encoding.S24_PACKED),
            new WaveFormat(8_000, 1, Encoding.U8),
            new WaveFormat(96_000, 6, Encoding.FLOAT32));

    private static final class Life {
        private final Rig rig;
        private final Other other;
        private final boolean converting;
        private final Random random;
        private final List<String> present = new ArrayList<>();
        private final List<Card> cards = new ArrayList<>();
        private final AudioStream stream;
        private int cardsMade;
        private int written;
        private int unplugged;

        Life(long seed, Drive drive, boolean converting) throws AudioException {
            rig = new Rig(drive);
            other = new Other(rig);
            this.converting = converting;
            random = new Random(seed);
            arrive();
            stream = rig.open();
            stream.start();
        }

        private void arrive() {
            var name = "card" + cardsMade++;
            var ranking = random.nextInt(5);
            Map<String, Object> more = Map.of(
                    "fifo.frames", random.nextInt(3) * random.nextInt(1_000),
                    "start.frames", random.nextInt(2) * random.nextInt(1_500),
                    "drift.ppm", random.nextInt(2_000) - 1_000);
            cards.add(
                    converting
                            ? other.card(name, ranking, FORMATS.get(random.nextInt(FORMATS.size())), more)
                            : rig.card(name, ranking, more));
            present.add(name);
        }

        void step() throws AudioException {
            switch (random.nextInt(10)) {
                case 0 -> arrive();
                case 1 -> leave();
                case 2 -> unplug();
                case 3 -> swap();
                case 4 -> bounce();
                case 5 -> rig.pass(Duration.ofNanos(random.nextInt(60_000_000)));
                case 6 -> rig.rank(anyPresent(), random.nextInt(5));
                default -> write(random.nextInt(6_000));
            }
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

        private void unplug() {
            unplugged++;
            cards.get(random.nextInt(cards.size())).unplug();
        }

        private void swap() throws AudioException {
            try {
                stream.swapTo(anyPresent(), Duration.ofMillis(200));
            } catch (AudioException e) {
                assertThat(unplugged).as("refused: %s", e.getMessage()).isPositive();
            }
        }

        private void bounce() {
            stream.pause();
            rig.pass(Duration.ofNanos(random.nextInt(30_000_000)));
            stream.start();
        }

        private void write(int frames) throws AudioException {
            var room = stream.request()
                            .format()
                            .framesIn(stream.request().history().toNanos())
                    - (written - stream.snapshot().framesRendered())
                    - 2_500;
            if (frames <= room) {
                rig.write(stream, frames);
                written += frames;
            }
        }

        void end() throws AudioException {
            arrive();
            finish();
            var account = stream.snapshot();
            assertThat(account.framesRendered() + account.framesLost()).isEqualTo(written);
            // Only a device that is unplugged while its FIFO empties after a swap takes frames with it.
            assertThat(account.framesLost())
                    .isLessThanOrEqualTo((long) unplugged * (converting ? MAX_FIFO * 6 : MAX_FIFO));
            if (unplugged == 0) {
                assertThat(account.framesRepeated()).isZero();
            }
            assertThat(rig.board.devices()).allMatch(device -> device.streams() == 0);
            rig.close();
        }

        private void finish() throws AudioException {
            if (!converting) {
                rig.finish(stream);
                return;
            }
            stream.drain(Rig.LONG);
            stream.close();
            other.verifySilence(stream);
        }
    }

    @ParameterizedTest(name = "seeds from {0}, {1}, converting: {2}")
    @CsvSource({
        "1, CYCLIC, false",
        "1000, CYCLIC, false",
        "2000, CYCLIC, false",
        "3000, CYCLIC, false",
        "1, PCI, false",
        "1000, PCI, false",
        "2000, PCI, false",
        "1, COPYING, false",
        "1000, COPYING, false",
        "2000, COPYING, false",
        "1, MIXED, false",
        "1000, MIXED, false",
        "2000, MIXED, false",
        "1, CYCLIC, true",
        "1, PCI, true",
        "1, COPYING, true",
        "1, MIXED, true"
    })
    @DisplayName("loses no frame, and every segment is what the cards heard")
    void survives(long firstSeed, Drive drive, boolean converting) throws AudioException {
        for (var seed = firstSeed; seed < firstSeed + 25; seed++) {
            try {
                var life = new Life(seed, drive, converting);
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
