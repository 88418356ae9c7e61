// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.DeviceSnapshot;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;

/** The streams of one client: no more than it may have, and none is left when it goes. Thread-safe. */
public final class ClientStreams implements AudioStreams, AutoCloseable {
    private final Switchboard board;
    private final String client;
    private final List<ManagedStream> open = new ArrayList<>();
    private int opening;
    private long openingBytes;
    private boolean closed;

    /**
     * A client without streams.
     *
     * @param board where all streams are
     * @param client its name, for messages
     */
    public ClientStreams(Switchboard board, String client) {
        this.board = board;
        this.client = client;
    }

    @Override
    public List<DeviceSnapshot> devices() {
        return board.devices();
    }

    @Override
    public List<AudioStream> streams() {
        return board.streams();
    }

    @Override
    public AudioStream open(StreamRequest request) throws AudioException {
        var bytes = bytes(request);
        admit(bytes);
        ManagedStream stream = null;
        try {
            stream = board.take(request);
        } finally {
            opened(stream, bytes);
        }
        if (isClosed()) {
            stream.close();
            throw gone();
        }
        return stream;
    }

    private static long bytes(StreamRequest request) {
        return request.format()
                .bytes(request.format().framesIn(request.history().toNanos()));
    }

    private synchronized void admit(long bytes) throws AudioException {
        if (closed) {
            throw gone();
        }
        open.removeIf(stream -> !board.carries(stream));
        var limits = board.limits();
        var streams = open.size() + opening;
        if (streams >= limits.streamsPerClient()) {
            throw new AudioException(
                    Reason.INSUFFICIENT_RESOURCES,
                    "bundle " + client + " has " + streams + " streams open, and may have "
                            + limits.streamsPerClient());
        }
        var held = openingBytes
                + open.stream().mapToLong(stream -> bytes(stream.request())).sum();
        if (bytes > limits.bytesPerClient() - held) {
            throw new AudioException(
                    Reason.INSUFFICIENT_RESOURCES,
                    "the streams of bundle " + client + " hold " + held + " bytes, and may hold "
                            + limits.bytesPerClient() + "; this one wants " + bytes);
        }
        opening++;
        openingBytes += bytes;
    }

    private synchronized void opened(ManagedStream stream, long bytes) {
        opening--;
        openingBytes -= bytes;
        if (stream != null) {
            open.add(stream);
        }
    }

    private AudioException gone() {
        return new AudioException(Reason.CANCELLED, "bundle " + client + " has given the streams back");
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized List<ManagedStream> leave() {
        closed = true;
        return List.copyOf(open);
    }

    /** The client goes: its streams are closed, all at a time; devices that hang are not waited for, beyond a second. */
    @Override
    public void close() {
        board.close(leave());
    }
}
