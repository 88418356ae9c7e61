// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A card of ALSA that plays into a file, in real time, and breaks when told to: src/test/c/vcard.h says how it behaves and which
 * options it has. Closing this repairs the card, so that whatever hangs in it comes free; the files stay.
 */
public final class VirtualCard implements AutoCloseable {
    private static final int CONTROL_SIZE = 256;
    // Volatile: the other side is native code, in this process or another.
    private static final VarHandle FAULT = ValueLayout.JAVA_BYTE.varHandle();
    private static final VarHandle COUNTER =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();

    private final String name;
    private final Path file;
    private final Path control;
    private final MemorySegment shared;
    private final Map<String, Object> options = new LinkedHashMap<>();

    private VirtualCard(Path folder, String name) throws IOException {
        this.name = name;
        this.file = folder.resolve(name + ".raw").toAbsolutePath();
        this.control = folder.resolve(name + ".control").toAbsolutePath();
        try (FileChannel f = FileChannel.open(
                control, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            shared = f.map(FileChannel.MapMode.READ_WRITE, 0, CONTROL_SIZE, Arena.ofAuto());
        }
        options.put("file", quoted(file));
        options.put("control", quoted(control));
    }

    /** A card whose files are in the folder; the same folder and name again is the same card, with its counters. */
    public static VirtualCard in(Path folder, String name) {
        try {
            return new VirtualCard(folder, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The plug-in, compiled if it is not yet there; skips the test where no compiler is. */
    public static Path plugin() {
        return CardPlugin.built();
    }

    /** Sets an option of the plug-in, for texts made from now on. */
    public VirtualCard with(String option, Object value) {
        options.put(option, value instanceof Path p ? quoted(p) : value);
        return this;
    }

    public String name() {
        return name;
    }

    /** Configuration of ALSA: the type of the plug-in and this card as a PCM of its name. More cards: {@link #entry()}. */
    public String configuration() {
        return type() + entry();
    }

    /** Where alsa-lib finds the plug-in; once in a configuration. */
    public static String type() {
        return "pcm_type.vcard { lib " + quoted(plugin()) + " }\n";
    }

    /** This card alone, without {@link #type()}. */
    public String entry() {
        StringBuilder text = new StringBuilder("pcm.").append(name).append(" { type vcard");
        options.forEach((k, v) -> text.append(' ').append(k).append(' ').append(v));
        return text.append(" }\n").toString();
    }

    public void set(Fault fault) {
        FAULT.setVolatile(shared, 0L, (byte) fault.ordinal());
    }

    public void repair() {
        set(Fault.NONE);
    }

    /** The fault now: {@link Fault#ONE_XRUN} goes by itself. */
    public Fault fault() {
        return Fault.values()[(byte) FAULT.getVolatile(shared, 0L)];
    }

    public long count(Counter counter) {
        return (long) COUNTER.getVolatile(shared, (long) counter.offset());
    }

    /** Everything that was heard since the file was made, interleaved; empty if nothing was. */
    public byte[] rendered() {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file() {
        return file;
    }

    public Path control() {
        return control;
    }

    @Override
    public void close() {
        repair();
    }

    private static String quoted(Path path) {
        return "\"" + path + "\"";
    }
}
