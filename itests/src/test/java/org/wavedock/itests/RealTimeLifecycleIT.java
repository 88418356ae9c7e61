// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.Test;

/** The same by the system's clock, with all its threads. */
public class RealTimeLifecycleIT extends BackendLifecycle {
    private static final int GENERATIONS = 10;

    private final Music music = new Music(11);

    @Override
    protected String clock() {
        return "real";
    }

    /** In virtual time, where a hundred generations are tried, the runtime has no threads that could be left. */
    @Test
    public void noDeviceLeavesAThreadBehind() throws Exception {
        card("sim0", 1);
        otherCard("other0", 0);
        var stream = open();
        stream.start();
        music.play(stream, 12 * Music.BEAT);
        stream.swapTo("other0", LONG);
        stream.swapTo("sim0", LONG);
        var before = Resources.of(context());
        for (var generation = 0; generation < GENERATIONS; generation++) {
            sim.update();
            awaitDevice("sim0");
            music.play(stream, Music.BEAT);
        }
        await().untilAsserted(() -> {
            var now = Resources.of(context());
            assertThat(now.threads()).isEqualTo(before.threads());
            assertThat(now.services()).isEqualTo(before.services());
        });
        finish(stream, music);
    }
}
