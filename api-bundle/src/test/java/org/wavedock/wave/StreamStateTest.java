// SPDX-License-Identifier: Apache-2.0
package org.wavedock.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.wavedock.wave.StreamState.ACQUIRE;
import static org.wavedock.wave.StreamState.PAUSE;
import static org.wavedock.wave.StreamState.RUN;
import static org.wavedock.wave.StreamState.STOP;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StreamStateTest {
    private static List<StreamState> path(StreamState from, StreamState to) {
        var path = new ArrayList<StreamState>();
        for (var state = from; state != to; ) {
            state = state.stepTowards(to);
            path.add(state);
        }
        return path;
    }

    @Test
    @DisplayName("A50 the way up and the way down are the documented ones")
    void stepsFollowTheDocumentedOrder() {
        assertThat(path(STOP, RUN)).containsExactly(ACQUIRE, PAUSE, RUN);
        assertThat(path(RUN, STOP)).containsExactly(PAUSE, ACQUIRE, STOP);
    }

    @Test
    @DisplayName("A50 every step is to a neighbour and none goes astray")
    void everyStepIsToANeighbour() {
        for (var from : StreamState.values()) {
            for (var to : StreamState.values()) {
                assertThat(path(from, to)).hasSize(Math.abs(to.ordinal() - from.ordinal()));
                var step = from.stepTowards(to);
                assertThat(Math.abs(step.ordinal() - from.ordinal())).isEqualTo(from == to ? 0 : 1);
            }
        }
    }

    @Test
    void ordinalsAreThoseOfKsstate() {
        assertThat(StreamState.values()).containsExactly(STOP, ACQUIRE, PAUSE, RUN);
    }

    @Test
    void nowhereIsNoTarget() {
        assertThatNullPointerException().isThrownBy(() -> STOP.stepTowards(null));
    }
}
