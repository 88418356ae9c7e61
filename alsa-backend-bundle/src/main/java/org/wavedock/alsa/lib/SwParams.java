// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.lib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** How a PCM behaves that is set up: {@code snd_pcm_sw_params_t}. */
public final class SwParams {
    private static final MethodHandle MALLOC = Libasound.function("snd_pcm_sw_params_malloc", JAVA_INT, ADDRESS);
    private static final MethodHandle RELEASE = Libasound.procedure("snd_pcm_sw_params_free", ADDRESS);
    private static final MethodHandle CURRENT =
            Libasound.function("snd_pcm_sw_params_current", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle BOUNDARY =
            Libasound.function("snd_pcm_sw_params_get_boundary", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle START_THRESHOLD = setter("start_threshold");
    private static final MethodHandle SILENCE_THRESHOLD = setter("silence_threshold");
    private static final MethodHandle SILENCE_SIZE = setter("silence_size");
    private static final MethodHandle INSTALL = Libasound.function("snd_pcm_sw_params", JAVA_INT, ADDRESS, ADDRESS);

    private SwParams() {}

    private static MethodHandle setter(String name) {
        return Libasound.function("snd_pcm_sw_params_set_" + name, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
    }

    /**
     * Starts only when told to; stops when it runs out; and, where the kernel can, what was played becomes silence, so that
     * nothing old is heard between running out and stopping.
     *
     * @param pcm set up by {@link HwParams#install}
     * @param silenceBehind whether to ask for that silence; plugins do not need it
     * @throws AlsaException what libasound refuses with
     */
    public static void install(Pcm pcm, boolean silenceBehind) throws AlsaException {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(ADDRESS);
            check("snd_pcm_sw_params_malloc", (int) MALLOC.invokeExact(out));
            var params = out.get(ADDRESS, 0);
            try {
                check("snd_pcm_sw_params_current", pcm.call(CURRENT, params));
                check("snd_pcm_sw_params_get_boundary", (int) BOUNDARY.invokeExact(params, out));
                var boundary = out.get(JAVA_LONG, 0);
                check("start_threshold", pcm.call(START_THRESHOLD, params, boundary));
                if (silenceBehind) {
                    check("silence_threshold", pcm.call(SILENCE_THRESHOLD, params, 0L));
                    check("silence_size", pcm.call(SILENCE_SIZE, params, boundary));
                }
                check("snd_pcm_sw_params of " + pcm, pcm.call(INSTALL, params));
            } finally {
                release(params);
            }
        } catch (AlsaException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        }
    }

    private static void release(MemorySegment params) throws Throwable {
        RELEASE.invokeExact(params);
    }

    private static void check(String call, int result) throws AlsaException {
        if (result < 0) {
            throw new AlsaException(call, result);
        }
    }
}
