// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.DmaAdapter;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.IServiceGroup;
import org.wavedock.portcls.NewStream;
import org.wavedock.portcls.NotificationFreq;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/**
 * A WaveCyclic stream over a ring, whose cursor is moved by hand. It has no transfer control, so all that a port knows is the
 * offset. Its channel is the miniport's own, and knows only what a port may call.
 */
final class HandDevice {
    /** What a copy moved. */
    record Copy(int offset, int bytes) {}

    private final WaveFormat format;
    private final boolean capture;
    final byte[] ring;
    final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    final List<StreamState> states = new ArrayList<>();
    final List<Integer> intervals = new ArrayList<>();
    final List<Copy> copies = new ArrayList<>();
    final Set<String> used = new TreeSet<>();
    final Map<StreamState, Exception> failures = new EnumMap<>(StreamState.class);
    final Stream stream = new Stream();
    final Channel channel = new Channel();
    final IServiceGroup group = new ServiceGroup(() -> 0, () -> {}, gone -> groupGone = true);
    boolean groupGone;
    /** What the miniport answers when it is asked for notifications. */
    NotificationFreq notificationFreq = new NotificationFreq(10, 1);
    /** A converter of samples in the channel, as some drivers have. */
    int mask;
    /** Calls the position by its other name: the end of the ring in place of its start. */
    boolean saysEndForStart;

    private int bufferSize;
    private int running;
    private int cursor;
    private int captured;

    HandDevice(WaveFormat format, boolean capture, int ringBytes) {
        this.format = format;
        this.capture = capture;
        ring = new byte[ringBytes];
        Arrays.fill(ring, (byte) 0x55);
        bufferSize = ringBytes;
    }

    NewStream<IMiniportWaveCyclicStream> opened() {
        return new NewStream<>(stream, channel, group);
    }

    /** The miniport changes its mind about how much of the buffer is the ring. */
    void resize(int bytes) {
        bufferSize = bytes;
    }

    int bufferSize() {
        return bufferSize;
    }

    /** The device plays or records so many frames. */
    void advance(long frames) {
        for (var left = frames * format.frameBytes(); left > 0; left--) {
            if (capture) {
                // Whole bytes, never 0: 1 to 255 and again.
                ring[cursor] = (byte) (captured++ % 255 + 1);
            } else {
                heard.write(ring[cursor]);
            }
            cursor = (cursor + 1) % running;
        }
    }

    /** How far the cursor has come in this lap, bytes. */
    int cursor() {
        return cursor;
    }

    final class Stream extends CUnknown implements IMiniportWaveCyclicStream {
        boolean destroyed;

        @Override
        public void setFormat(WaveFormat newFormat) {
            throw new AssertionError("the format is not to change");
        }

        @Override
        public NotificationFreq setNotificationFreq(int intervalMillis) {
            intervals.add(intervalMillis);
            return notificationFreq;
        }

        @Override
        public void setState(StreamState state) throws AudioException {
            states.add(state);
            if (failures.get(state) instanceof AudioException failure) {
                throw failure;
            }
            if (failures.get(state) instanceof RuntimeException failure) {
                throw failure;
            }
            if (state == StreamState.RUN) {
                running = bufferSize;
            } else if (state == StreamState.STOP) {
                cursor = 0;
            }
        }

        @Override
        public int getPosition() {
            return cursor == 0 && saysEndForStart ? running : cursor;
        }

        @Override
        public long normalizePhysicalPosition(long bytes) {
            return format.unitsFor(bytes);
        }

        @Override
        public void silence(ByteBuffer buffer, int offset, int byteCount) {
            for (var i = 0; i < byteCount; i++) {
                buffer.put(offset + i, format.encoding().silence());
            }
        }

        @Override
        protected void destroy() {
            destroyed = true;
        }
    }

    /** Strict: the six methods that a WaveCyclic port restricts itself to, and references. */
    final class Channel extends CUnknown implements IDmaChannel {
        boolean destroyed;

        private AssertionError forbidden(String method) {
            return new AssertionError("a WaveCyclic port called " + method);
        }

        @Override
        public <T> Optional<T> queryInterface(Class<T> type) {
            throw forbidden("queryInterface");
        }

        @Override
        public void allocateBuffer(int size, long physicalAddressConstraint) {
            throw forbidden("allocateBuffer");
        }

        @Override
        public void freeBuffer() {
            throw forbidden("freeBuffer");
        }

        @Override
        public int transferCount() {
            throw forbidden("transferCount");
        }

        @Override
        public int maximumBufferSize() {
            throw forbidden("maximumBufferSize");
        }

        @Override
        public long physicalAddress() {
            throw forbidden("physicalAddress");
        }

        @Override
        public Optional<DmaAdapter> getAdapterObject() {
            throw forbidden("getAdapterObject");
        }

        @Override
        public int allocatedBufferSize() {
            used.add("allocatedBufferSize");
            return ring.length;
        }

        @Override
        public int bufferSize() {
            used.add("bufferSize");
            return bufferSize;
        }

        @Override
        public void setBufferSize(int size) {
            used.add("setBufferSize");
            bufferSize = size;
        }

        /** Memory that the device never looks at: what a channel stores need not be found there. */
        @Override
        public ByteBuffer systemAddress() {
            used.add("systemAddress");
            return ByteBuffer.allocate(ring.length);
        }

        @Override
        public void copyTo(int destination, ByteBuffer source, int sourceOffset, int byteCount) {
            used.add("copyTo");
            copies.add(new Copy(destination, byteCount));
            for (var i = 0; i < byteCount; i++) {
                ring[destination + i] = (byte) (source.get(sourceOffset + i) ^ mask);
            }
        }

        @Override
        public void copyFrom(ByteBuffer destination, int destinationOffset, int source, int byteCount) {
            used.add("copyFrom");
            copies.add(new Copy(source, byteCount));
            for (var i = 0; i < byteCount; i++) {
                destination.put(destinationOffset + i, (byte) (ring[source + i] ^ mask));
            }
        }

        @Override
        protected void destroy() {
            destroyed = true;
        }
    }
}
