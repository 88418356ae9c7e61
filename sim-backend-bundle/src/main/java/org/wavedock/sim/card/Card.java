// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import java.util.Objects;
import org.wavedock.dma.BusAddressSpace;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.IUnknown;
import org.wavedock.portcls.IMiniportWavePci;
import org.wavedock.portcls.PortFactory;
import org.wavedock.portcls.WavePciProvider;
import org.wavedock.sim.SimulatedCard;
import org.wavedock.sim.fault.DeviceMethod;
import org.wavedock.sim.fault.Effect;
import org.wavedock.sim.fault.FaultScript;
import org.wavedock.sim.render.WavScribe;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;
import org.wavedock.wave.TimeSource;
import org.wavedock.wave.WaveFormat;

/** A simulated card: opens channels, and can be lost. Thread-safe; control path only. */
public final class Card implements WavePciProvider, SimulatedCard, AutoCloseable {
    private static final int HIGHEST_FIRST_ADDRESS_BITS = 24;

    private final CardSettings settings;
    private final Faults faults;
    private final CardRegistry registry;
    private final BusAddressSpace bus;
    private final CardAdapter adapter;
    private final Speakers speakers;
    private final Microphones microphones;
    private final Substreams substreams;
    private volatile Runnable onInjection = () -> {};
    private boolean closed;

    /**
     * A card that is plugged in. Blocks if it has to read a file.
     *
     * @param clock by which its cursors move
     * @param registry where the other cards are
     * @throws IllegalArgumentException if its name is taken, or a file that it captures or takes its faults from cannot be read;
     *     nothing is left behind
     */
    public Card(CardSettings settings, TimeSource clock, CardRegistry registry) {
        this.settings = settings;
        faults = new Faults(new CardClock(clock, settings.factor(), settings.clockRate()), name());
        this.registry = registry;
        bus = bus(settings.memory());
        adapter = new CardAdapter(bus);
        microphones = new Microphones(settings, registry);
        speakers = new Speakers(settings, registry.bus(name()), new WavScribe(name(), faults::lose));
        substreams = new Substreams(name(), settings.substreams(), settings.sharedClock());
        faults.inject(settings.faults());
        registry.enter(name(), this);
    }

    private static BusAddressSpace bus(CardSettings.Memory memory) {
        var firstBits = Math.min(HIGHEST_FIRST_ADDRESS_BITS, memory.addressBits() - 4);
        var first = Math.max(1L << firstBits, memory.paging().pageSize());
        return new BusAddressSpace(first, (1L << memory.addressBits()) - 1, memory.paging());
    }

    CardSettings settings() {
        return settings;
    }

    @Override
    public String name() {
        return settings.device().name();
    }

    @Override
    public DeviceDescription description() {
        return settings.device(meet(DeviceMethod.DESCRIPTION).plug);
    }

    /** What it is plugged in as. */
    Effect.Replug plug() {
        return faults.present().plug;
    }

    /** Whether it will be plugged in as another device. */
    boolean awaitsPlug() {
        return faults.awaitsPlug();
    }

    /** Somebody wants to know when more goes wrong. */
    void onInjection(Runnable listener) {
        onInjection = listener;
    }

    /** Something is asked of the card that has no thread of its own. */
    private Condition meet(DeviceMethod method) {
        faults.meet(method, faults.present());
        return faults.present();
    }

    @Override
    public void checkFormat(Direction direction, WaveFormat format) throws AudioException {
        var refused = meet(DeviceMethod.CHECK_FORMAT).refusesFormats;
        if (refused) {
            throw new AudioException(
                    Reason.FORMAT_NOT_SUPPORTED, "card " + name() + " was told to refuse every format, also " + format);
        }
        checkSettings(direction, format);
    }

    private void checkSettings(Direction direction, WaveFormat format) throws AudioException {
        if (!settings.formats().contains(format)) {
            throw new AudioException(
                    Reason.FORMAT_NOT_SUPPORTED,
                    "card " + name() + " cannot do " + format + ", expected " + settings.formats());
        }
        if (direction == Direction.CAPTURE) {
            microphones.check(format);
        }
    }

    /** What hangs does so before it holds anything. */
    @Override
    public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumBufferSize)
            throws AudioException {
        meet(DeviceMethod.NEW_CHANNEL);
        return openChannel(direction, format, maximumBufferSize);
    }

    private synchronized IDmaChannelSlave openChannel(Direction direction, WaveFormat format, int maximumBufferSize)
            throws AudioException {
        requirePlugged();
        checkFormat(direction, format);
        var memory = settings.memory();
        if (maximumBufferSize < memory.minBuffer()) {
            throw new AudioException(
                    Reason.INVALID_PARAMETER,
                    "buffers of " + maximumBufferSize + " bytes at most, card " + name() + " expects "
                            + memory.minBuffer() + " or more");
        }
        var substream = substreams.free(direction, format);
        var channel = new SimulatedChannel(
                new Occupant.Identity(name(), direction, substream, format),
                new SimulatedChannel.Engine(faults, settings.device().startFrames(), memory.minBuffer()),
                open(direction, substream, format),
                new SimulatedChannel.Buffers(bus, Math.min(maximumBufferSize, memory.maxBuffer())),
                this::released);
        substreams.put(channel);
        return channel;
    }

    @Override
    public IUnknown adapter() {
        meet(DeviceMethod.ADAPTER);
        return adapter;
    }

    @Override
    public IMiniportWavePci newWavePciMiniport(PortFactory ports) throws AudioException {
        meet(DeviceMethod.NEW_WAVE_PCI_MINIPORT);
        requirePlugged();
        return new MasterMiniport(this, ports);
    }

    /** A stream of the bus master is about to be opened. */
    void meetNewStream() {
        meet(DeviceMethod.NEW_STREAM);
    }

    /** Its list is about to get its memory. */
    void meetAllocation(int bytes) throws AudioException {
        meet(DeviceMethod.ALLOCATE_BUFFER).requireBuffer(bytes);
    }

    /** Opens a stream of the bus master; what it is made of is the stream's from then on. */
    synchronized MasterStream newMasterStream(Direction direction, WaveFormat format, MasterStream.Host host)
            throws AudioException {
        requirePlugged();
        checkFormat(direction, format);
        var substream = substreams.free(direction, format);
        var stream = new MasterStream(
                new Occupant.Identity(name(), direction, substream, format),
                new MasterStream.Parts(host, bus, line(direction, substream, format)),
                faults,
                this::released);
        substreams.put(stream);
        return stream;
    }

    private Line line(Direction direction, int substream, WaveFormat format) throws AudioException {
        if (direction == Direction.CAPTURE) {
            return microphones.line(substream, format);
        }
        var speaker = speakers.get(substream);
        speaker.open(format);
        return new RenderLine(speaker, format);
    }

    private Mover open(Direction direction, int substream, WaveFormat format) throws AudioException {
        if (direction == Direction.CAPTURE) {
            return microphones.open(substream, format);
        }
        var speaker = speakers.get(substream);
        speaker.open(format);
        return new RenderMover(speaker, format, settings.device().fifoFrames());
    }

    private void requirePlugged() throws AudioException {
        var now = faults.present();
        if (now.gone) {
            throw new AudioException(Reason.DEVICE_REMOVED, now.loss);
        }
    }

    private synchronized void released(Occupant channel) {
        substreams.remove(channel);
    }

    @Override
    public byte[] rendered(int substream) {
        return rendered(substream, 0);
    }

    /**
     * As {@link #rendered(int)}, without what is known already.
     *
     * @param from the first byte wanted, at most as many as were heard
     */
    public byte[] rendered(int substream, long from) {
        return speakers.get(requireSubstream(substream)).content(from);
    }

    @Override
    public long renderedFrames(int substream) {
        return speakers.get(requireSubstream(substream)).frames();
    }

    private int requireSubstream(int substream) {
        return Objects.checkIndex(substream, settings.substreams());
    }

    @Override
    public void inject(FaultScript script) {
        faults.inject(script);
        onInjection.run();
    }

    @Override
    public FaultScript faults() {
        return faults.known();
    }

    @Override
    public long frame() {
        return faults.frame();
    }

    @Override
    public boolean isPlugged() {
        return !faults.present().gone;
    }

    /**
     * The card goes: channels that are still open are lost, files are completed. Blocks until they are. Harmless when repeated.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            faults.close("card " + name() + " is gone");
            speakers.mute();
        }
        speakers.close();
        registry.leave(name());
    }

    /** Whether a buffer is on its bus, or memory of a client. */
    public boolean holdsMemory() {
        return !bus.isEmpty();
    }

    @Override
    public String toString() {
        return "card " + name();
    }
}
