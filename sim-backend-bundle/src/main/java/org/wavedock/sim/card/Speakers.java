// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.wavedock.sim.capture.LoopbackBus;
import org.wavedock.sim.render.MemorySink;
import org.wavedock.sim.render.NoSink;
import org.wavedock.sim.render.Sink;
import org.wavedock.sim.render.WavScribe;
import org.wavedock.sim.render.WavSink;

/** The render substreams of a card. */
final class Speakers implements AutoCloseable {
    private final Speaker[] speakers;
    private final WavScribe scribe;

    /** As configured; the bus hears the first of them. */
    Speakers(CardSettings settings, LoopbackBus bus, WavScribe scribe) {
        this.scribe = scribe;
        speakers = IntStream.range(0, settings.substreams())
                .mapToObj(index -> new Speaker(sink(settings.render(), index), index == 0 ? bus : null))
                .toArray(Speaker[]::new);
    }

    private Sink sink(CardSettings.Render render, int index) {
        return switch (render.kind()) {
            case NONE -> new NoSink();
            case MEMORY -> new MemorySink();
            case WAV -> new WavSink(path(render.path(), index), render.append(), scribe);
        };
    }

    /** {@code take.wav}, {@code take-1.wav}, {@code take-2.wav} and so on. */
    static Path path(Path first, int index) {
        if (index == 0) {
            return first;
        }
        var name = String.valueOf(first.getFileName());
        var dot = name.lastIndexOf('.');
        var stem = dot <= 0 ? name : name.substring(0, dot);
        return first.resolveSibling(stem + "-" + index + name.substring(stem.length()));
    }

    Speaker get(int substream) {
        return speakers[substream];
    }

    /** No more is heard. Does not block. */
    void mute() {
        for (var speaker : speakers) {
            speaker.close();
        }
    }

    /** Completes all files. Blocks. */
    @Override
    public void close() {
        scribe.close();
    }
}
