// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.wave.Direction;

/** The device in the platform's engine, beside a simulated card: streams come to it and leave it, by the account of the engine. */
@ProviderType
public interface SwapRules extends Rules {
    private Studio studio(Direction direction) throws Exception {
        bench().require(direction);
        return new Studio(bench(), direction);
    }

    @Test
    default void shouldPlayAStream() throws Exception {
        try (var studio = studio(Direction.RENDER)) {
            studio.openOn(studio.tested());
            studio.write(2);
            studio.finish();
            studio.expectNothingLost();
            studio.expectOn(studio.tested());
        }
    }

    @Test
    default void shouldSwapInAndOutWithoutALoss() throws Exception {
        try (var studio = studio(Direction.RENDER)) {
            studio.openOn(Studio.PARTNER);
            studio.write(2);
            for (var i = 0; i < 2; i++) {
                studio.swapTo(studio.tested());
                studio.write(2);
                studio.swapTo(Studio.PARTNER);
                studio.write(2);
            }
            studio.finish();
            studio.expectNothingLost();
            studio.expectNothingRepeated();
            studio.expectOn(Studio.PARTNER, studio.tested(), Studio.PARTNER, studio.tested(), Studio.PARTNER);
        }
    }

    @Test
    default void shouldHandOverWhenItsBackendLeaves() throws Exception {
        try (var studio = studio(Direction.RENDER)) {
            studio.openOn(studio.tested());
            studio.write(3);
            studio.leave();
            studio.write(3);
            studio.finish();
            studio.expectNothingLost();
            studio.expectNothingRepeated();
            studio.expectOn(studio.tested(), Studio.PARTNER);
        }
    }

    @Test
    default void shouldLoseNothingWhenTheDeviceIsLost() throws Exception {
        bench().require(Ability.UNPLUG);
        try (var studio = studio(Direction.RENDER)) {
            studio.openOn(studio.tested());
            studio.write(3);
            bench().device().unplug();
            studio.write(3);
            studio.finish();
            studio.expectNothingLost();
            studio.expectOn(studio.tested(), Studio.PARTNER);
        }
    }

    @Test
    default void shouldPauseAndGoOnWithoutALoss() throws Exception {
        try (var studio = studio(Direction.RENDER)) {
            studio.openOn(studio.tested());
            for (var i = 0; i < 3; i++) {
                studio.write(2);
                studio.pause();
            }
            studio.write(1);
            studio.finish();
            studio.expectNothingLost();
        }
    }

    @Test
    default void shouldCaptureThroughASwap() throws Exception {
        try (var studio = studio(Direction.CAPTURE)) {
            studio.openOn(Studio.PARTNER);
            studio.read(2);
            studio.swapTo(studio.tested());
            studio.read(3);
            studio.swapTo(Studio.PARTNER);
            studio.read(2);
            studio.expectCaptured();
            studio.expectNothingLost();
            studio.expectOn(Studio.PARTNER, studio.tested(), Studio.PARTNER);
        }
    }

    /** Whatever the engine opened it has given back, and the device can be used by others. */
    @Test
    default void shouldBeFreeAfterStreams() throws Exception {
        for (var direction : bench().directions()) {
            for (var i = 0; i < bench().device().substreams(direction) + 2; i++) {
                try (var studio = studio(direction)) {
                    studio.openOn(studio.tested());
                    if (direction == Direction.RENDER) {
                        studio.write(1);
                    } else {
                        studio.read(1);
                    }
                }
            }
            bench().ready(direction).start();
        }
    }
}
