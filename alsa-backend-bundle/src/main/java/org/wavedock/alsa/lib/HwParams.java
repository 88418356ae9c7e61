// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.lib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/** What a PCM can still be: {@code snd_pcm_hw_params_t}. Control path, one thread; close it. */
public final class HwParams implements AutoCloseable {
    private static final MethodHandle MALLOC = Libasound.function("snd_pcm_hw_params_malloc", JAVA_INT, ADDRESS);
    private static final MethodHandle RELEASE = Libasound.procedure("snd_pcm_hw_params_free", ADDRESS);
    private static final MethodHandle ANY = onPcm("any");
    private static final MethodHandle INSTALL = Libasound.function("snd_pcm_hw_params", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SET_ACCESS = onPcm("set_access", JAVA_INT);
    private static final MethodHandle TEST_ACCESS = onPcm("test_access", JAVA_INT);
    private static final MethodHandle SET_FORMAT = onPcm("set_format", JAVA_INT);
    private static final MethodHandle TEST_FORMAT = onPcm("test_format", JAVA_INT);
    private static final MethodHandle SET_CHANNELS = onPcm("set_channels", JAVA_INT);
    private static final MethodHandle SET_RATE = onPcm("set_rate", JAVA_INT, JAVA_INT);
    private static final MethodHandle SET_RATE_RESAMPLE = onPcm("set_rate_resample", JAVA_INT);
    private static final MethodHandle SET_PERIOD_SIZE = onPcm("set_period_size_near", ADDRESS, ADDRESS);
    private static final MethodHandle SET_BUFFER_SIZE_MAX = onPcm("set_buffer_size_max", ADDRESS);
    private static final MethodHandle SET_BUFFER_SIZE = onPcm("set_buffer_size_near", ADDRESS);
    private static final MethodHandle RATE_MIN = getter("get_rate_min", true);
    private static final MethodHandle RATE_MAX = getter("get_rate_max", true);
    private static final MethodHandle CHANNELS_MIN = getter("get_channels_min", false);
    private static final MethodHandle CHANNELS_MAX = getter("get_channels_max", false);
    private static final MethodHandle BUFFER_MIN = getter("get_buffer_size_min", false);
    private static final MethodHandle BUFFER_MAX = getter("get_buffer_size_max", false);
    private static final MethodHandle PERIOD_MIN = getter("get_period_size_min", true);
    private static final MethodHandle CHANNELS = getter("get_channels", false);
    private static final MethodHandle BUFFER_SIZE = getter("get_buffer_size", false);
    private static final MethodHandle PERIOD_SIZE = getter("get_period_size", true);

    private static final long LARGEST_RING = 1 << 20;
    private static final int MOST_CHANNELS = 64;
    private static final int HIGHEST_RATE = 1 << 20;
    private static final int LOWEST_RATE = 1000;
    private static final int SHORTEST_PERIOD = 16;

    /** The order in which libasound is asked, each once: in others some of its plugins assert, or write past their memory. */
    private enum Step {
        ANY,
        ACCESS,
        FORMAT,
        CHANNELS,
        RATE,
        BUFFER_MAX,
        PERIOD,
        BUFFER,
        INSTALLED
    }

    private final Pcm pcm;
    private final MemorySegment params;
    private boolean closed;
    private boolean empty;
    private Step step = Step.ANY;

    private static MethodHandle onPcm(String name, MemoryLayout... more) {
        var arguments = new MemoryLayout[more.length + 2];
        arguments[0] = ADDRESS;
        arguments[1] = ADDRESS;
        System.arraycopy(more, 0, arguments, 2, more.length);
        return Libasound.function("snd_pcm_hw_params_" + name, JAVA_INT, arguments);
    }

    private static MethodHandle getter(String name, boolean withDirection) {
        var function = "snd_pcm_hw_params_" + name;
        return withDirection
                ? Libasound.function(function, JAVA_INT, ADDRESS, ADDRESS, ADDRESS)
                : Libasound.function(function, JAVA_INT, ADDRESS, ADDRESS);
    }

    /**
     * Everything that the PCM can be, with a ring of at most 2<sup>20</sup> frames: plugins have no limit, and fill what they are
     * asked for with silence.
     *
     * @param pcm open
     * @throws AlsaException if it cannot be anything
     */
    public HwParams(Pcm pcm) throws AlsaException {
        this.pcm = pcm;
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(ADDRESS);
            check("snd_pcm_hw_params_malloc", (int) MALLOC.invokeExact(out));
            params = out.get(ADDRESS, 0);
        } catch (AlsaException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        }
        var result = pcm.call(ANY, params);
        if (result < 0) {
            close();
            throw new AlsaException("snd_pcm_hw_params_any of " + pcm, result);
        }
        try {
            limitRing(LARGEST_RING);
        } catch (AlsaException e) {
            close();
            throw e;
        }
    }

    private void limitRing(long most) throws AlsaException {
        chooseFrames("a buffer of at most ", most, SET_BUFFER_SIZE_MAX);
    }

    private void next(Step wanted) {
        requireUsable();
        if (wanted.ordinal() != step.ordinal() + 1) {
            throw new IllegalStateException(
                    "the parameters of " + pcm + " are at " + step + ", expected to be before " + wanted);
        }
        step = wanted;
    }

    private static void check(String call, int result) throws AlsaException {
        if (result < 0) {
            throw new AlsaException(call, result);
        }
    }

    private void requireUsable() {
        if (closed || empty) {
            throw new IllegalStateException("the parameters of " + pcm + " are " + (closed ? "closed" : "empty"));
        }
    }

    /** What was refused leaves nothing to choose from, which libasound asserts. */
    private synchronized void choose(String what, MethodHandle function, Object... arguments) throws AlsaException {
        var result = call(function, arguments);
        empty = result < 0;
        check(what + " on " + pcm, result);
    }

    private synchronized int call(MethodHandle function, Object... arguments) {
        requireUsable();
        var all = new Object[arguments.length + 1];
        all[0] = params;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return pcm.call(function, all);
    }

    /** Whether a layout is possible. */
    public boolean canAccess(Access access) {
        return call(TEST_ACCESS, access.number()) >= 0;
    }

    /** Chooses a layout. */
    public synchronized void setAccess(Access access) throws AlsaException {
        next(Step.ACCESS);
        choose(access.name(), SET_ACCESS, access.number());
    }

    /** Whether a format is possible. */
    public boolean canFormat(SampleFormat format) {
        return !breaks(format) && call(TEST_FORMAT, format.number()) >= 0;
    }

    /** The converter of rates writes past the end of its memory with samples of three bytes (seen in 1.2.8). */
    private boolean breaks(SampleFormat format) {
        return format == SampleFormat.S24_3LE && pcm.isRateConverter();
    }

    /** Chooses a format. {@code S24_3LE} excludes rates that libasound would have to convert. */
    public synchronized void setFormat(SampleFormat format) throws AlsaException {
        next(Step.FORMAT);
        if (breaks(format)) {
            throw new AlsaException(format + " on " + pcm, Errno.EINVAL);
        }
        if (format == SampleFormat.S24_3LE) {
            choose("no conversion of the rate", SET_RATE_RESAMPLE, 0);
        }
        choose(format.name(), SET_FORMAT, format.number());
    }

    /** Chooses a number of channels. */
    public synchronized void setChannels(int channels) throws AlsaException {
        require("channels", channels, 1, MOST_CHANNELS);
        next(Step.CHANNELS);
        choose(channels + " channels", SET_CHANNELS, channels);
    }

    /** Chooses a rate, exactly. */
    public synchronized void setRate(int rate) throws AlsaException {
        require("rate", rate, LOWEST_RATE, HIGHEST_RATE);
        next(Step.RATE);
        choose(rate + " Hz", SET_RATE, rate, 0);
    }

    /** Leaves only rings of at most so many frames. */
    public synchronized void setBufferMax(long most) throws AlsaException {
        require("buffer", most, 1, LARGEST_RING);
        next(Step.BUFFER_MAX);
        limitRing(most);
    }

    /** Chooses the period that is nearest. */
    public synchronized void setPeriodNear(long wanted) throws AlsaException {
        require("period", wanted, SHORTEST_PERIOD, LARGEST_RING);
        next(Step.PERIOD);
        chooseFrames("a period of ", wanted, SET_PERIOD_SIZE, MemorySegment.NULL);
    }

    /** Chooses the ring that is nearest. */
    public synchronized void setBufferNear(long wanted) throws AlsaException {
        require("buffer", wanted, 1, LARGEST_RING);
        next(Step.BUFFER);
        chooseFrames("a buffer of ", wanted, SET_BUFFER_SIZE);
    }

    /** Sets the PCM up; {@code snd_pcm_hw_params}. It is prepared after that. */
    public synchronized void install() throws AlsaException {
        next(Step.INSTALLED);
        var result = pcm.install(INSTALL, params);
        empty = result < 0;
        check("snd_pcm_hw_params of " + pcm, result);
    }

    /** What was chosen by libasound, or us: channels. */
    static int channels(MemorySegment installed) throws Throwable {
        return toInt(single(CHANNELS, installed) & 0xFFFF_FFFFL);
    }

    /** What was chosen by libasound, or us: frames of the ring. */
    static long frames(MemorySegment installed) throws Throwable {
        return single(BUFFER_SIZE, installed);
    }

    private static long single(MethodHandle function, MemorySegment installed) throws Throwable {
        try (var arena = Arena.ofConfined()) {
            var value = arena.allocate(JAVA_LONG);
            return (int) function.invokeExact(installed, value) < 0 ? 0 : value.get(JAVA_LONG, 0);
        }
    }

    /** The lowest rate that is left. */
    public int rateMin() throws AlsaException {
        return toInt(get(RATE_MIN, true, false));
    }

    /** The highest rate that is left. */
    public int rateMax() throws AlsaException {
        return toInt(get(RATE_MAX, true, false));
    }

    /** The fewest channels that are left. */
    public int channelsMin() throws AlsaException {
        return toInt(get(CHANNELS_MIN, false, false));
    }

    /** The most channels that are left. */
    public int channelsMax() throws AlsaException {
        return toInt(get(CHANNELS_MAX, false, false));
    }

    /** The smallest ring that is left, frames. */
    public long bufferMin() throws AlsaException {
        return get(BUFFER_MIN, false, true);
    }

    /** The largest ring that is left, frames. */
    public long bufferMax() throws AlsaException {
        return get(BUFFER_MAX, false, true);
    }

    /** The shortest period that is left, frames. */
    public long periodMin() throws AlsaException {
        return get(PERIOD_MIN, true, true);
    }

    /** The ring, frames, after it was chosen. */
    public long bufferSize() throws AlsaException {
        return get(BUFFER_SIZE, false, true);
    }

    /** The period, frames, after it was chosen. */
    public long periodSize() throws AlsaException {
        return get(PERIOD_SIZE, true, true);
    }

    /** Plugins without limits say 2<sup>32</sup> - 1. */
    private static int toInt(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    private synchronized long get(MethodHandle function, boolean withDirection, boolean isLong) throws AlsaException {
        requireUsable();
        try (var arena = Arena.ofConfined()) {
            var value = arena.allocate(JAVA_LONG);
            var result = withDirection
                    ? (int) function.invokeExact(params, value, MemorySegment.NULL)
                    : (int) function.invokeExact(params, value);
            check("a parameter of " + pcm, result);
            return isLong ? value.get(JAVA_LONG, 0) : Integer.toUnsignedLong(value.get(JAVA_INT, 0));
        } catch (AlsaException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        }
    }

    private void chooseFrames(String what, long frames, MethodHandle function, Object... more) throws AlsaException {
        try (var arena = Arena.ofConfined()) {
            var arguments = new ArrayList<Object>(List.of(arena.allocateFrom(JAVA_LONG, frames)));
            arguments.addAll(List.of(more));
            choose(what + frames + " frames", function, arguments.toArray());
        }
    }

    private static void require(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " is " + value + ", expected " + least + " to " + most);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            RELEASE.invokeExact(params);
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        }
    }
}
