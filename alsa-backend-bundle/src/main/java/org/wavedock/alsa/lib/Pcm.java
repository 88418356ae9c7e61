// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.lib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open PCM, {@code snd_pcm_t}.
 *
 * <p>One thread at a time: who comes while another is inside gets an {@link IllegalStateException}, for libasound would crash.
 * {@link #close()} alone may come at any time; if somebody is inside, that one closes when it leaves. Answers on the hot path
 * are libasound's, negative for an error.
 */
public final class Pcm {
    /** {@code SND_PCM_STREAM_PLAYBACK}. */
    public static final int PLAYBACK = 0;
    /** {@code SND_PCM_STREAM_CAPTURE}. */
    public static final int CAPTURE = 1;

    /** What {@link #avail()} answers for a PCM that does not run. */
    public static final long NOT_RUNNING = Long.MIN_VALUE;

    private static final int RUNNING = PcmState.RUNNING.ordinal();
    private static final int NONBLOCK = 1;
    private static final int TYPE_HW = 0;
    private static final int TYPE_RATE = 12;
    private static final int AREA_BYTES = 16;
    /** libasound copies names to the stack. */
    private static final int LONGEST_NAME = 512;

    private static final int LONGEST_DEFINITION = 65_536;
    private static final int FREE = 0;
    private static final int BUSY = 1;
    private static final int CLOSE_WANTED = 2;
    private static final int CLOSED = 3;

    private static final MethodHandle OPEN =
            Libasound.function("snd_pcm_open", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle OPEN_LCONF =
            Libasound.function("snd_pcm_open_lconf", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle CLOSE = Libasound.function("snd_pcm_close", JAVA_INT, ADDRESS);
    private static final MethodHandle TYPE = Libasound.function("snd_pcm_type", JAVA_INT, ADDRESS);
    private static final MethodHandle STATE = Libasound.function("snd_pcm_state", JAVA_INT, ADDRESS);
    private static final MethodHandle PREPARE = Libasound.function("snd_pcm_prepare", JAVA_INT, ADDRESS);
    private static final MethodHandle START = Libasound.function("snd_pcm_start", JAVA_INT, ADDRESS);
    private static final MethodHandle DROP = Libasound.function("snd_pcm_drop", JAVA_INT, ADDRESS);
    private static final MethodHandle HW_FREE = Libasound.function("snd_pcm_hw_free", JAVA_INT, ADDRESS);
    private static final MethodHandle AVAIL = Libasound.function("snd_pcm_avail", JAVA_LONG, ADDRESS);
    private static final MethodHandle BEGIN =
            Libasound.function("snd_pcm_mmap_begin", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle COMMIT =
            Libasound.function("snd_pcm_mmap_commit", JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG);

    private final String name;
    private final MemorySegment handle;
    private final AtomicInteger guard = new AtomicInteger(FREE);
    private final MemorySegment areas;
    private final MemorySegment offset;
    private final MemorySegment frames;
    private int installedChannels;
    private long installedFrames;

    /** One channel of the ring: {@code snd_pcm_channel_area_t}, addresses in bytes, first and step in bits. */
    public record Area(long address, int first, int step) {}

    private Pcm(String name, MemorySegment handle) {
        this.name = name;
        this.handle = handle;
        var scratch = Arena.ofAuto();
        areas = scratch.allocate(ADDRESS);
        offset = scratch.allocate(JAVA_LONG);
        frames = scratch.allocate(JAVA_LONG);
    }

    /**
     * Opens a PCM; {@code snd_pcm_open}, not blocking on a device that is busy. May block all the same: a sound server may.
     *
     * @param name a name in the configuration, not null
     * @param definition a configuration of its own in which the name is looked up, or null for the system's
     * @param stream {@link #PLAYBACK} or {@link #CAPTURE}
     * @return the PCM
     * @throws AlsaException what libasound refuses with
     * @throws IllegalArgumentException for another stream, or a name that C cannot have
     */
    public static Pcm open(String name, String definition, int stream) throws AlsaException {
        if (stream != PLAYBACK && stream != CAPTURE) {
            throw new IllegalArgumentException("stream is " + stream + ", expected " + PLAYBACK + " or " + CAPTURE);
        }
        requireText("PCM name", name, LONGEST_NAME);
        if (!Libasound.isThere()) {
            throw new AlsaException("no libasound: " + Libasound.absence(), Errno.ENOSYS);
        }
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(ADDRESS);
            var text = arena.allocateFrom(name);
            var result = definition == null
                    ? (int) OPEN.invokeExact(out, text, stream, NONBLOCK)
                    : openIn(definition, out, text, stream);
            if (result < 0) {
                throw new AlsaException("snd_pcm_open \"" + name + "\"", result);
            }
            return new Pcm(name, out.get(ADDRESS, 0));
        } catch (AlsaException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        }
    }

    private static int openIn(String definition, MemorySegment out, MemorySegment text, int stream) throws Throwable {
        requireText("definition", definition, LONGEST_DEFINITION);
        try (var tree = new Definition(definition)) {
            return (int) OPEN_LCONF.invokeExact(out, text, stream, NONBLOCK, tree.tree());
        }
    }

    private static void requireText(String what, String text, int longest) {
        if (text == null || text.isBlank() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " is \"" + text + "\", expected a text without NUL");
        }
        if (text.length() > longest) {
            throw new IllegalArgumentException(
                    what + " has " + text.length() + " characters, expected " + longest + " at most");
        }
    }

    // ---- the guard

    private void enter() {
        if (!guard.compareAndSet(FREE, BUSY)) {
            throw new IllegalStateException(
                    "PCM " + name + (guard.get() == BUSY ? " is in use by another thread" : " is closed"));
        }
    }

    private void leave() {
        if (!guard.compareAndSet(BUSY, FREE)) {
            closeNow();
        }
    }

    /** Closes the PCM, once; the ring must not be reachable any more. Any thread; may block, as a dead server may. */
    public void close() {
        while (!isClosed()) {
            if (guard.compareAndSet(FREE, CLOSED)) {
                closeNow();
            } else {
                guard.compareAndSet(BUSY, CLOSE_WANTED);
            }
        }
    }

    /** Whether it is closed, or will be when the one who is inside leaves. */
    public boolean isClosed() {
        return guard.get() >= CLOSE_WANTED;
    }

    private void closeNow() {
        guard.set(CLOSED);
        try {
            // The answer says nothing: an unplugged device answers ENODEV and is free all the same.
            var ignored = (int) CLOSE.invokeExact(handle);
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        }
    }

    private int call(MethodHandle function) {
        enter();
        try {
            return (int) function.invokeExact(handle);
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        } finally {
            leave();
        }
    }

    /** A call of the control path with the handle as its first argument. */
    int call(MethodHandle function, Object... arguments) {
        var all = new ArrayList<Object>(List.of(handle));
        all.addAll(List.of(arguments));
        enter();
        try {
            return (int) function.invokeWithArguments(all);
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        } finally {
            leave();
        }
    }

    MemorySegment callForAddress(MethodHandle function) {
        enter();
        try {
            return (MemorySegment) function.invokeExact(handle);
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        } finally {
            leave();
        }
    }

    // ---- control

    /** Whether the kernel is directly behind it, without a plugin. */
    public boolean isHardware() {
        return call(TYPE) == TYPE_HW;
    }

    /** Whether it is the plugin that converts rates, by itself. */
    boolean isRateConverter() {
        return call(TYPE) == TYPE_RATE;
    }

    /** {@code snd_pcm_prepare}; may block. */
    public int prepare() {
        return call(PREPARE);
    }

    /** {@code snd_pcm_start}. */
    public int start() {
        return call(START);
    }

    /** {@code snd_pcm_drop}; may block, as a frozen server may. */
    public int drop() {
        return call(DROP);
    }

    /** {@code snd_pcm_hw_params}: afterwards there is a ring, of which it is known how large it is, or none. */
    int install(MethodHandle function, MemorySegment params) {
        enter();
        try {
            installedChannels = 0;
            installedFrames = 0;
            var result = (int) function.invokeExact(handle, params);
            if (result >= 0) {
                installedChannels = HwParams.channels(params);
                installedFrames = HwParams.frames(params);
            }
            return result;
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        } finally {
            leave();
        }
    }

    /** {@code snd_pcm_hw_free}; the ring is gone after it. */
    public int hwFree() {
        enter();
        try {
            installedChannels = 0;
            installedFrames = 0;
            return (int) HW_FREE.invokeExact(handle);
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        } finally {
            leave();
        }
    }

    /**
     * Where the ring lies, from {@code snd_pcm_mmap_begin}; the addresses stay until {@link #hwFree}.
     *
     * @param channels as configured
     * @return one area a channel
     * @throws AlsaException if there is no ring
     * @throws IllegalArgumentException if it has fewer channels
     */
    public List<Area> areas(int channels) throws AlsaException {
        enter();
        try {
            if (channels < 1 || channels > installedChannels) {
                throw new IllegalArgumentException(
                        channels + " channels of " + this + ", expected 1 to " + installedChannels);
            }
            frames.set(JAVA_LONG, 0, 0L);
            var result = (int) BEGIN.invokeExact(handle, areas, offset, frames);
            if (result < 0) {
                throw new AlsaException("snd_pcm_mmap_begin", result);
            }
            // Each begin wants its commit: a capturing file plugin fills the ring once between two of them.
            var ignored = (long) COMMIT.invokeExact(handle, offset.get(JAVA_LONG, 0), 0L);
            var array = areas.get(ADDRESS, 0).reinterpret((long) channels * AREA_BYTES);
            var list = new ArrayList<Area>();
            for (var at = 0L; at < array.byteSize(); at += AREA_BYTES) {
                list.add(new Area(
                        array.get(ADDRESS, at).address(), array.get(JAVA_INT, at + 8), array.get(JAVA_INT, at + 12)));
            }
            return list;
        } catch (AlsaException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        } finally {
            leave();
        }
    }

    // ---- the hot path

    /** {@code snd_pcm_state}. */
    public PcmState state() {
        return PcmState.of(call(STATE));
    }

    /**
     * {@code snd_pcm_avail}: frames that can be written, or read; it asks the hardware, and then for the state, which some PCMs
     * know only then.
     *
     * @return frames, as long as it runs; an error; or {@link #NOT_RUNNING}, after which {@link #state()} says more
     */
    public long avail() {
        enter();
        try {
            var frames = (long) AVAIL.invokeExact(handle);
            return frames >= 0 && (int) STATE.invokeExact(handle) != RUNNING ? NOT_RUNNING : frames;
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        } finally {
            leave();
        }
    }

    /**
     * Moves the application's pointer over frames that are written, or read: {@code snd_pcm_mmap_begin} and
     * {@code snd_pcm_mmap_commit} until they are done or libasound grants no more.
     *
     * @param most frames, 0 or more; not more than the ring has are taken
     * @return frames, or the error if there were none
     */
    public long advance(long most) {
        enter();
        try {
            var wanted = Math.min(most, installedFrames);
            var done = 0L;
            while (done < wanted) {
                frames.set(JAVA_LONG, 0, wanted - done);
                var result = (long) (int) BEGIN.invokeExact(handle, areas, offset, frames);
                var granted = frames.get(JAVA_LONG, 0);
                if (result >= 0 && granted > 0) {
                    // Never more than was granted: plugins assert.
                    granted = Math.min(granted, wanted - done);
                    result = (long) COMMIT.invokeExact(handle, offset.get(JAVA_LONG, 0), granted);
                }
                if (result <= 0) {
                    return done > 0 ? done : result;
                }
                done += result;
            }
            return done;
        } catch (Throwable e) {
            throw Libasound.unexpected(e);
        } finally {
            leave();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
