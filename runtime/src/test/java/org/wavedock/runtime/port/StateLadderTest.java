// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.DeviceRemovedException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.StreamState;

@DisplayName("The ladder of states")
class StateLadderTest {
    private final List<StreamState> steps = new ArrayList<>();
    private final Map<StreamState, Exception> failures = new EnumMap<>(StreamState.class);
    private final StateLadder ladder = new StateLadder(this::step);

    private void step(StreamState next) throws AudioException {
        steps.add(next);
        if (failures.get(next) instanceof AudioException failure) {
            throw failure;
        }
        if (failures.get(next) instanceof RuntimeException failure) {
            throw failure;
        }
    }

    private static AudioException refused(String message) {
        return new AudioException(Reason.INSUFFICIENT_RESOURCES, message);
    }

    @Test
    @Tag("A50")
    @DisplayName("A50 every jump is taken by neighbouring steps, in both directions")
    void stepsToNeighbours() throws AudioException {
        for (var from : StreamState.values()) {
            for (var to : StreamState.values()) {
                ladder.go(from);
                steps.clear();
                ladder.go(to);
                assertThat(ladder.state()).isEqualTo(to);
                assertThat(steps).hasSize(Math.abs(to.ordinal() - from.ordinal()));
                var at = from;
                for (var step : steps) {
                    assertThat(Math.abs(step.ordinal() - at.ordinal())).isEqualTo(1);
                    at = step;
                }
            }
        }
    }

    @Test
    @DisplayName("the state that is there already costs the miniport no call")
    void doesNotRepeat() throws AudioException {
        ladder.go(StreamState.STOP);
        ladder.go(StreamState.PAUSE);
        ladder.go(StreamState.PAUSE);
        assertThat(steps).containsExactly(StreamState.ACQUIRE, StreamState.PAUSE);
    }

    @Test
    @Tag("C10")
    @DisplayName(
            "C10 going up stops at the first failure, of either kind, keeps the last good state, and can be tried again")
    void ascentStops() throws AudioException {
        for (var failure : List.of(refused("no"), new DeviceRemovedException("gone"))) {
            failures.put(StreamState.PAUSE, failure);
            steps.clear();
            assertThatThrownBy(() -> ladder.go(StreamState.RUN)).isSameAs(failure);
            assertThat(ladder.state()).isEqualTo(StreamState.ACQUIRE);
            assertThat(steps).containsExactly(StreamState.ACQUIRE, StreamState.PAUSE);
            failures.clear();
            ladder.go(StreamState.RUN);
            assertThat(ladder.state()).isEqualTo(StreamState.RUN);
            ladder.go(StreamState.STOP);
        }
    }

    @Test
    @Tag("C10")
    @DisplayName("C10 going down reaches STOP whatever fails on the way, and then reports it")
    void descentGoesOn() throws AudioException {
        ladder.go(StreamState.RUN);
        failures.put(StreamState.PAUSE, refused("pause"));
        var last = new DeviceRemovedException("gone");
        failures.put(StreamState.ACQUIRE, last);
        steps.clear();
        assertThatThrownBy(() -> ladder.go(StreamState.STOP)).isSameAs(last);
        assertThat(steps).containsExactly(StreamState.PAUSE, StreamState.ACQUIRE, StreamState.STOP);
        assertThat(ladder.state()).isEqualTo(StreamState.STOP);
        failures.clear();
        ladder.go(StreamState.RUN);
        var stop = refused("stop");
        failures.put(StreamState.STOP, stop);
        assertThatThrownBy(() -> ladder.go(StreamState.STOP)).isSameAs(stop);
        assertThat(ladder.state()).isEqualTo(StreamState.STOP);
    }
}
