// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.EnumSet;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.TransferControl;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** What a device says of itself is so: description, formats, abilities. */
@ProviderType
public interface DeviceRules extends Rules {
    @Test
    default void shouldDescribeItselfAlwaysTheSame() {
        var description = bench().provider().description();
        Expect.that(description != null, "description() is null");
        Expect.equal(description, bench().provider().description(), "the second description()");
    }

    @Test
    default void shouldHaveTheAbilitiesItClaims() throws Exception {
        var shown = EnumSet.noneOf(Ability.class);
        for (var direction : bench().directions()) {
            var channel = bench().open(direction).channel();
            channel.queryInterface(TransferControl.class).ifPresent(control -> {
                shown.add(Ability.TRANSFER_CONTROL);
                if (control.canPause()) {
                    shown.add(Ability.PAUSE);
                }
                if (direction == Direction.RENDER && control.takesCommitted()) {
                    shown.add(Ability.COMMITMENTS);
                }
            });
        }
        for (var ability : List.of(Ability.TRANSFER_CONTROL, Ability.PAUSE, Ability.COMMITMENTS)) {
            Expect.equal(bench().has(ability), shown.contains(ability), "ability " + ability + " of its channels");
        }
    }

    @Test
    default void shouldOpenEveryFormatItClaims() throws Exception {
        for (var direction : bench().directions()) {
            for (var format : bench().device().formats(direction)) {
                bench().provider().checkFormat(direction, format);
                var line = bench().ready(direction, format);
                Expect.between(
                        format.frameBytes(),
                        Bench.ringBytes(format),
                        line.channel().bufferSize(),
                        "the ring for " + direction + " of " + format);
                line.channel().release();
            }
        }
    }

    @Test
    default void shouldSayBeforehandWhatItWillOpen() {
        forEachFormat((direction, format) -> {
            var asked = Expect.thrown(() -> bench().provider().checkFormat(direction, format));
            var tried = Expect.thrown(() ->
                    bench().provider().newChannel(direction, format, 1 << 16).release());
            Expect.equal(
                    Expect.outcome(asked),
                    Expect.outcome(tried),
                    "newChannel after checkFormat, of " + direction + " " + format);
            if (asked != null) {
                Expect.refused("checkFormat of " + format, () -> raise(asked), Reason.FORMAT_NOT_SUPPORTED);
            }
        });
    }

    @Test
    default void shouldNameTheFormatItRefuses() {
        var refused = new int[1];
        forEachFormat((direction, format) -> {
            var thrown = Expect.thrown(() -> bench().provider().checkFormat(direction, format));
            if (thrown instanceof AudioException && bench().has(direction)) {
                refused[0]++;
                var message = String.valueOf(thrown.getMessage());
                Expect.that(
                        message.contains(format.toString()),
                        "the message is \"" + message + "\", expected one that names " + format);
            }
        });
        Assumptions.assumeTrue(refused[0] > 0, "the device refuses no format");
    }

    @Test
    default void shouldRefuseADirectionItDoesNotHave() {
        Assumptions.assumeTrue(bench().directions().size() == 1, "the device claims both directions");
        forEachFormat((direction, format) -> {
            if (!bench().has(direction)) {
                Expect.refused(
                        "checkFormat of " + direction + " " + format,
                        () -> bench().provider().checkFormat(direction, format),
                        Reason.FORMAT_NOT_SUPPORTED);
            }
        });
    }

    private static void raise(Throwable thrown) throws Exception {
        if (thrown instanceof Exception e) {
            throw e;
        }
        throw new AssertionError(thrown);
    }

    private static void forEachFormat(BiConsumer<Direction, WaveFormat> action) {
        for (var direction : Direction.values()) {
            for (var rate : new int[] {8_000, 11_025, 44_100, 48_000, 384_000}) {
                for (var channels : new int[] {1, 2, 6, 32}) {
                    for (var encoding : Encoding.values()) {
                        action.accept(direction, new WaveFormat(rate, channels, encoding));
                    }
                }
            }
        }
    }
}
