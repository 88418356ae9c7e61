// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavedock.stream.Segment;
import org.wavedock.wave.WaveFileWriter;

@DisplayName("Recordings")
class RecordingsTest {
    private static final int BEFORE = 5;
    private static final int FRAMES = 100;

    @TempDir
    Path folder;

    private final Violations violations = new Violations();

    /** Silence, a hundred frames of voice 3 from its frame 1,000 on, silence. */
    private ByteBuffer recording() {
        var content = ByteBuffer.allocate((BEFORE + FRAMES + BEFORE) * 8).order(ByteOrder.LITTLE_ENDIAN);
        content.position(BEFORE * 8).put(Numbering.frames(3, 1_000, FRAMES));
        return content.rewind();
    }

    private static Claim claim(long deviceFrame, long streamFrame, long frames, boolean confirmed) {
        return new Claim(3, new Segment("card", 1, deviceFrame, frames, streamFrame, frames, confirmed));
    }

    private List<String> found(ByteBuffer content, Claim... claims) throws IOException {
        try (var file = new WaveFileWriter(folder.resolve("card-1.wav"), Numbering.FORMAT)) {
            file.write(content);
        }
        var recordings = new Recordings(folder, violations);
        recordings.compare(List.of(claims));
        return violations.list();
    }

    @Test
    @DisplayName("are as the ledger says")
    void agree() throws IOException {
        assertThat(found(recording(), claim(BEFORE, 1_000, FRAMES, true))).isEmpty();
    }

    @Test
    @DisplayName("tell of a ledger that was tampered with, by a frame anywhere")
    void findTampering() throws IOException {
        var tampered = new ArrayList<Claim>();
        tampered.add(claim(BEFORE - 1, 1_000, FRAMES, true));
        tampered.add(claim(BEFORE, 999, FRAMES, true));
        tampered.add(claim(BEFORE, 1_000, FRAMES - 1, true));
        tampered.add(claim(BEFORE, 1_000, FRAMES + 1, true));
        tampered.add(claim(BEFORE, 1_000, FRAMES + 10 * BEFORE, true));
        tampered.add(new Claim(4, new Segment("card", 1, BEFORE, FRAMES, 1_000, FRAMES, true)));
        tampered.add(new Claim(3, new Segment("card", 0, BEFORE, FRAMES, 1_000, FRAMES, true)));
        tampered.add(claim(BEFORE, 999, FRAMES, false));
        for (var i = 0; i < tampered.size(); i++) {
            found(recording(), tampered.get(i));
            assertThat(violations.list()).as("%s", tampered.get(i)).hasSizeGreaterThan(i);
        }
    }

    @Test
    @DisplayName("tell of a frame that was left out, exchanged, or heard where nobody claims it")
    void findDamage() throws IOException {
        var silenced = recording().putLong((BEFORE + 50) * 8, 0);
        assertThat(found(silenced, claim(BEFORE, 1_000, FRAMES, true)))
                .singleElement()
                .asString()
                .contains("frame 55: heard silence, expected frame 1050 of voice 3");
        var exchanged = recording().putLong((BEFORE + 50) * 8, Numbering.of(3, 1_051));
        assertThat(found(exchanged, claim(BEFORE, 1_000, FRAMES, true))).hasSize(2);
        assertThat(found(recording()))
                .hasSize(3)
                .last()
                .asString()
                .contains("heard frame 1000 of voice 3, expected silence");
    }

    @Test
    @DisplayName("may lack what nobody knows to have been heard, and nothing else may be there")
    void allowDoubt() throws IOException {
        var halfHeard = recording();
        for (var frame = BEFORE + 50; frame < BEFORE + FRAMES; frame++) {
            halfHeard.putLong(frame * 8, 0);
        }
        assertThat(found(halfHeard, claim(BEFORE, 1_000, FRAMES, false))).isEmpty();
        assertThat(found(recording(), claim(BEFORE, 1_000, FRAMES + 10 * BEFORE, false)))
                .isEmpty();
    }

    @Test
    @DisplayName("are claimed by one ledger only")
    void findOverlaps() throws IOException {
        assertThat(found(recording(), claim(BEFORE, 1_000, FRAMES, true), claim(BEFORE + 50, 1_050, 50, true)))
                .isNotEmpty();
    }
}
