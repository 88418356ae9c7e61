// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("wave:inject")
class InjectCommandTest extends FaultRig {
    private final InjectCommand command = new InjectCommand(rig.registry);

    @Test
    @DisplayName("injects what it is told, from now on, and says what is to come")
    void injects(@TempDir Path directory) throws IOException {
        var card = card("");
        rig.frames(100);
        var name = card.name();
        assertThat(command.inject(name, "stall@+10", "for", "5ms"))
                .isEqualTo(name + " at frame 100\n  stall@110 for 40");
        rig.frames(20);
        var file = Files.writeString(directory.resolve("more.faults"), "xrun@+1\nunplug@+0");
        assertThat(command.inject(name, "file:" + file)).isEqualTo(name + " at frame 120\n  xrun@121\n  unplug@120");
        assertThat(card.isPlugged()).isFalse();
        rig.frames(2);
        assertThat(command.inject(name)).isEqualTo(name + " at frame 122");
    }

    @Test
    @DisplayName("says in a line what is wrong")
    void refuses() {
        card("");
        assertThat(command.inject("sim9", "xrun@+1"))
                .isEqualTo("error: simulated card is \"sim9\", expected one of [sim0]");
        assertThat(command.inject("sim0", "melt@+1")).startsWith("error: line 1 of a fault script: \"melt\"");
        assertThat(command.inject("sim0", "file:none"))
                .startsWith("error: cannot read a fault script:")
                .contains("none");
        rig.frames(5);
        assertThat(command.inject("sim0", "xrun@4")).contains("has passed");
    }
}
