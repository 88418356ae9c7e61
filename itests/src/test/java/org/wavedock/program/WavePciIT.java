// SPDX-License-Identifier: Apache-2.0
package org.wavedock.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Locale;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Streams through WavePci: what cards fetched from the program's own memory, joined, is what was played, bit for bit.
 *
 * <p>The cards are such that nobody can take the other port unnoticed: one has no room for a ring, the other none for a client's memory.
 */
public class WavePciIT {
    private static final double SECONDS = 3.2;
    /** Room for a list of mappings; far less than WaveCyclic needs. */
    private static final String NO_RING = "buffer.max = 512\n";
    /** Room for a ring, but not for the history of a stream. */
    private static final String NO_CLIENT = "address.bits = 16\n";

    private static final int[] RATES = {44_100, 48_000, 96_000};

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Program program(String name) throws IOException {
        var program = Program.in(temporary.newFolder(name).toPath());
        Files.createDirectory(program.file("cfg"));
        return program;
    }

    private static void card(Program program, int number, String properties) throws IOException {
        Files.writeString(
                program.file("cfg").resolve("org.wavedock.sim.card-sim" + number + ".cfg"),
                "name = sim%d\nservice.ranking = %d\n%s".formatted(number, 20 - 10 * number, properties));
    }

    /** Pages of less than a millisecond: frames lie across their borders, and the device's list is never long enough. */
    @Test
    public void everyFrameOfEveryFormatIsPlayedOnce() throws Exception {
        var samples = new Sample[] {Sample.U8, Sample.S16, Sample.S24, Sample.S24_IN_32, Sample.S32, Sample.F32};
        var trials = new Trials();
        var turn = 0;
        for (var sample : samples) {
            for (var channels : new int[] {1, 2, 6}) {
                var rate = RATES[turn++ % RATES.length];
                var sound = Sound.noise(sample, channels, rate, (int) (SECONDS * rate) | 1);
                var name = "%s-%dx%d".formatted(sample.name().toLowerCase(Locale.ROOT), channels, rate);
                trials.add(name, () -> playWithSmallPages(program(name), sound));
            }
            // Another rate for each number of channels.
            turn++;
        }
        trials.run();
    }

    private static void playWithSmallPages(Program program, Sound sound) throws IOException {
        var page = Math.max(16, Integer.highestOneBit(sound.frameBytes() * sound.rate() / 1000));
        for (var card = 0; card < 2; card++) {
            card(program, card, NO_RING + "page.size = " + page + "\npage.run = " + (card + 1) + "\n");
        }
        ExactnessIT.playWithTwoSwaps(program, sound, " --port pci --config cfg");
    }

    @Test
    public void everyFrameIsPlayedOnceBetweenWavePciAndWaveCyclic() throws Exception {
        var trials = new Trials();
        var ports = new String[][] {
            {"pci,sim1=cyclic", NO_RING, NO_CLIENT},
            {"cyclic,sim0=pci", NO_RING, NO_CLIENT},
            {"cyclic,sim1=pci", NO_CLIENT, NO_RING},
            {"pci,sim0=cyclic", NO_CLIENT, NO_RING}
        };
        for (var port : ports) {
            trials.add(port[0], () -> {
                var program = program(port[0]);
                card(program, 0, port[1]);
                card(program, 1, port[2]);
                ExactnessIT.playWithTwoSwaps(program, Sound.any(SECONDS), " --config cfg --port " + port[0]);
            });
        }
        trials.run();
    }

    @Test
    public void everyFrameIsPlayedOnceInRealTime() throws Exception {
        var program = Program.in(temporary.newFolder().toPath());
        var sound = Sound.any(2.2);
        program.write("in.wav", sound.wav());
        program.run("play in.wav --port pci --swap sim1@1 --tap out --report r.json".split(" "))
                .isSuccess();
        var rendition = Rendition.read(program, "out", "r.json");
        rendition.isExactly(sound);
        assertThat(rendition.devices()).containsExactly("sim0", "sim1");
        var swap = rendition.swaps().get(0);
        assertThat(swap.get("reason").getAsString()).isEqualTo("REQUESTED");
        assertThat(swap.get("atFrame").getAsLong()).isGreaterThanOrEqualTo(sound.rate());
        program.verify("in.wav", "out", "r.json").isSuccess();
    }

    @Test
    public void aBackendThatIsStoppedIsReplacedOnBothClocks() throws Exception {
        for (var speed : new String[] {"realtime", "max"}) {
            var program = program(speed);
            card(program, 0, NO_RING);
            card(program, 1, NO_RING);
            var sound = Sound.any(2.2);
            program.write("in.wav", sound.wav());
            program.run(("play in.wav --config cfg --port pci --on sim0 --stop-backend sim0@1 --tap out --report r.json"
                                    + " --speed " + speed)
                            .split(" "))
                    .isSuccess();
            var rendition = Rendition.read(program, "out", "r.json");
            rendition.isExactly(sound);
            assertThat(rendition.devices()).containsExactly("sim0", "sim1");
            var swap = rendition.swaps().get(0);
            assertThat(swap.get("reason").getAsString()).isEqualTo("BACKEND_LEFT");
            assertThat(swap.get("atFrame").getAsLong()).isGreaterThanOrEqualTo(sound.rate());
            program.verify("in.wav", "out", "r.json").isSuccess();
        }
    }

    @Test
    public void aRecordingHasEveryFrameThatTheCardGaveInItsOrder() throws Exception {
        var trials = new Trials();
        for (var port : new String[] {"pci", "cyclic,sim0=pci"}) {
            trials.add(port, () -> {
                var program = program(port);
                card(program, 0, NO_RING + "page.size = 64\ncapture.from = counter\n");
                card(program, 1, NO_CLIENT);
                program.run(("record rec.wav --seconds 1.5 --rate 44100 --channels 1 --encoding s32 --speed max"
                                        + " --from sim0 --config cfg --port " + port)
                                .split(" "))
                        .isSuccess();
                requireCounted(WavFile.read(program.file("rec.wav")));
            });
        }
        trials.run();
    }

    private static void requireCounted(WavFile recording) {
        recording.hasFormatOf(new Sound(Sample.S32, 1, 44_100, new byte[0]));
        assertThat(recording.frames()).isEqualTo(66_150);
        var samples = ByteBuffer.wrap(recording.data()).order(ByteOrder.LITTLE_ENDIAN);
        var first = samples.getInt(0);
        for (var frame = 0; frame < recording.frames(); frame++) {
            assertThat(samples.getInt(4 * frame)).as("frame %d", frame).isEqualTo(first + frame);
        }
    }

    /** A card without room for the client's memory says so, and names what it would have needed. */
    @Test
    public void aCardThatCannotReachTheMemoryIsNoPlaceToPlayOn() throws Exception {
        var program = program("refused");
        card(program, 0, NO_CLIENT);
        card(program, 1, NO_CLIENT);
        program.write("in.wav", Sound.any(0.5).wav());
        program.run("play in.wav --config cfg --port pci --speed max".split(" "))
                .isRefused(1, "sim0: no room for", "sim1: no room for", "0xffff");
    }
}
