// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;

/** What plays in the background of a shell. A stream without a device waits there for one, for as long as it takes. */
final class Players {
    private static final Duration SWAP_LIMIT = Duration.ofSeconds(5);
    private static final long JOIN_MILLIS = 2000;

    private final AudioStreams streams;
    private final BackendControl backends;
    private final Consumer<String> listener;
    private final Map<String, Playing> playing = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    private record Playing(Thread thread, Cancellation cancellation) {}

    /** Tells the listener, on any thread, when something has come to its end. */
    Players(AudioStreams streams, BackendControl backends, Consumer<String> listener) {
        this.streams = streams;
        this.backends = backends;
        this.listener = listener;
    }

    /** Starts playing and returns the stream's name. */
    String play(String file, Way way) throws Failure, AudioException {
        way.requireDevices(streams);
        var input = AudioFiles.open(file);
        var name = Path.of(file).getFileName() + "-" + count.incrementAndGet();
        AudioStream stream;
        try {
            stream = streams.open(way.of(StreamRequest.render(name, input.format())));
        } catch (AudioException e) {
            closeQuietly(input);
            throw e;
        }
        var cancellation = new Cancellation();
        var thread = new Thread(() -> run(name, stream, input, cancellation), "wavedock-play-" + name);
        thread.setDaemon(true);
        playing.put(name, new Playing(thread, cancellation));
        thread.start();
        return name;
    }

    private void run(String name, AudioStream stream, AudioInput input, Cancellation cancellation) {
        try (stream;
                input) {
            var schedule = new Schedule(List.of(), input.format(), streams, backends);
            var progress = new Progress(new Terminal(null, null, false), name, -1);
            new Player(stream, input, schedule, progress, new Player.Patience(cancellation, null)).play();
            var ledger = stream.snapshot();
            listener.accept(name + ": " + ledger.framesSubmitted() + " frames submitted, " + ledger.framesRendered()
                    + " rendered, " + ledger.framesLost() + " lost, " + ledger.framesDropped() + " dropped, "
                    + ledger.framesRepeated() + " repeated");
        } catch (Failure e) {
            if (!e.isCancelled()) {
                listener.accept("error: " + name + ": " + e.getMessage());
            }
        } catch (IOException e) {
            listener.accept("error: " + name + ": " + Problem.of(e));
        } finally {
            playing.remove(name);
        }
    }

    String swap(String name, String device) throws Failure, AudioException {
        for (var stream : streams.streams()) {
            if (stream.request().name().equals(name)) {
                var swap = stream.swapTo(device, SWAP_LIMIT);
                return name + " went from " + swap.from() + " to " + swap.to() + " at frame " + swap.atFrame()
                        + ", gap "
                        + swap.gapFrames() + " frames, " + swap.framesLost() + " lost, " + swap.framesRepeated()
                        + " repeated";
            }
        }
        throw Failure.usage("unknown stream \"" + name + "\", there are "
                + Devices.list(streams.streams().stream()
                        .map(stream -> stream.request().name())
                        .toList()));
    }

    /** Stops a stream and waits until it is closed; false if there is none of that name. */
    boolean stop(String name) {
        var found = playing.get(name);
        if (found == null) {
            return false;
        }
        found.cancellation().request();
        try {
            found.thread().join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    void close() {
        playing.values().forEach(one -> one.cancellation().request());
        List.copyOf(playing.keySet()).forEach(this::stop);
    }

    private static void closeQuietly(AudioInput input) {
        try {
            input.close();
        } catch (IOException ignored) {
            // It was only read.
        }
    }
}
