// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

/** Faults of a device as a whole: what it says of itself, what it opens, what is heard and captured. */
final class DeviceMutants {
    private DeviceMutants() {}

    static final List<Mutant> CLAIMS = List.of(
            new Mutant("describes itself in ever new words", () -> new BentDevice() {
                private int times;

                @Override
                public DeviceDescription description() {
                    return new DeviceDescription("sim", "description " + times++);
                }
            }),
            new Mutant("claims a format that it cannot do", () -> new BentDevice() {
                @Override
                public List<WaveFormat> formats(Direction direction) {
                    var formats = new ArrayList<>(super.formats(direction));
                    formats.add(new WaveFormat(192_000, 2, Encoding.S16));
                    return formats;
                }
            }),
            new Mutant("likes every format until it has to do it", () -> new BentDevice() {
                @Override
                public void checkFormat(Direction direction, WaveFormat format) {
                    format.toString();
                }
            }),
            new Mutant("refuses formats for no good reason", () -> new BentDevice() {
                @Override
                public void checkFormat(Direction direction, WaveFormat format) throws AudioException {
                    try {
                        super.checkFormat(direction, format);
                    } catch (AudioException e) {
                        throw new AudioException(Reason.NOT_SUPPORTED, e.getMessage());
                    }
                }

                @Override
                public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int size)
                        throws AudioException {
                    checkFormat(direction, format);
                    return super.newChannel(direction, format, size);
                }
            }),
            new Mutant("does not name the format that it refuses", () -> new BentDevice() {
                @Override
                public void checkFormat(Direction direction, WaveFormat format) throws AudioException {
                    try {
                        super.checkFormat(direction, format);
                    } catch (AudioException e) {
                        throw Mutant.no(e.reason());
                    }
                }
            }),
            new Mutant("captures although it does not claim to", () -> new BentDevice() {
                @Override
                public List<WaveFormat> formats(Direction direction) {
                    return direction == Direction.CAPTURE ? List.of() : super.formats(direction);
                }
            }),
            new Mutant("has a FIFO that it does not declare", () -> new BentDevice(Map.of("fifo.frames", 160)) {
                @Override
                public DeviceDescription description() {
                    return new DeviceDescription("sim", "without a FIFO");
                }
            }));

    static final List<Mutant> OPENINGS = List.of(
            new Mutant("opens something for no format", () -> new BentDevice() {
                @Override
                public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int size)
                        throws AudioException {
                    return super.newChannel(
                            direction, format == null ? formats(direction).get(0) : format, size);
                }
            }),
            new Mutant("opens something for no bytes", () -> new BentDevice() {
                @Override
                public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int size)
                        throws AudioException {
                    return super.newChannel(direction, format, size == 0 ? 4096 : size);
                }
            }),
            new Mutant("stumbles over huge sizes", () -> new BentDevice() {
                @Override
                public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int size)
                        throws AudioException {
                    return super.newChannel(direction, format, Math.addExact(size, format.frameBytes() - 1));
                }
            }));

    static final List<Mutant> SOUNDS = List.of(
            heard("drops a frame now and then", (heard, at) -> at % 4000 < 4 ? 0 : heard[at]),
            heard("inverts every sample", (heard, at) -> ~heard[at]),
            new Mutant("is heard on the wrong substream", () -> new BentDevice() {
                @Override
                public byte[] heard(int substream) {
                    return super.heard(1 - Math.min(substream, 1));
                }
            }),
            new Mutant("is heard before it is started", () -> new BentDevice() {
                @Override
                public byte[] heard(int substream) {
                    var heard = super.heard(substream);
                    return heard.length == 0 ? new byte[4] : heard;
                }
            }),
            new Mutant("captures the wrong frames", () -> new BentDevice() {
                @Override
                public byte[] captured(WaveFormat format, int substream, long firstFrame, int frames) {
                    return super.captured(format, substream, firstFrame + 1, frames);
                }
            }),
            Mutant.channel("loses what it captured when it is stopped", channel -> new BentChannel(channel) {
                private boolean captures;

                @Override
                public void start(int mapSize, boolean writeToDevice) throws AudioException {
                    super.start(mapSize, writeToDevice);
                    captures = !writeToDevice;
                }

                @Override
                public void stop() {
                    super.stop();
                    if (captures) {
                        to.systemAddress().put(new byte[to.allocatedBufferSize()]);
                    }
                }
            }));

    /** What is heard of one byte. */
    private interface Ear {
        int hear(byte[] heard, int at);
    }

    private static Mutant heard(String name, Ear ear) {
        return new Mutant(name, () -> new BentDevice() {
            @Override
            public byte[] heard(int substream) {
                var heard = super.heard(substream);
                var bent = Arrays.copyOf(heard, heard.length);
                for (var i = 0; i < bent.length; i++) {
                    bent[i] = (byte) ear.hear(heard, i);
                }
                return bent;
            }
        });
    }
}
