// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.IUnknown;
import org.wavedock.dma.TransferControl;
import org.wavedock.portcls.IMiniportWavePci;
import org.wavedock.portcls.IMiniportWavePciStream;
import org.wavedock.portcls.NewStream;
import org.wavedock.portcls.PortFactory;
import org.wavedock.portcls.WavePciProvider;
import org.wavedock.sim.card.Card;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

/** A card that plays as it should, by the ring or as a bus master, and does not always tell the truth about how far it is. */
final class Liar implements WavePciProvider {
    private static final LongUnaryOperator TRUTH = LongUnaryOperator.identity();

    private final Card card;
    private LongUnaryOperator lie = TRUTH;
    private long origin;

    Liar(Card card) {
        this.card = card;
    }

    /** From now on it answers so when it is asked how many bytes it has passed. */
    void tell(LongUnaryOperator newLie) {
        lie = newLie;
    }

    @Override
    public DeviceDescription description() {
        return card.description();
    }

    @Override
    public void checkFormat(Direction direction, WaveFormat format) throws AudioException {
        card.checkFormat(direction, format);
    }

    @Override
    public IDmaChannelSlave newChannel(Direction direction, WaveFormat format, int maximumBufferSize)
            throws AudioException {
        return disguise(
                card.newChannel(direction, format, maximumBufferSize), IDmaChannelSlave.class, TransferControl.class);
    }

    @Override
    public IUnknown adapter() {
        return card.adapter();
    }

    @Override
    public IMiniportWavePci newWavePciMiniport(PortFactory ports) throws AudioException {
        return disguise(card.newWavePciMiniport(ports), IMiniportWavePci.class);
    }

    @SuppressWarnings("unchecked")
    private <T> T disguise(T real, Class<?>... types) {
        return (T) Proxy.newProxyInstance(getClass().getClassLoader(), types, (proxy, called, arguments) -> {
            if (called.getName().equals("queryInterface") && ((Class<?>) arguments[0]).isInstance(proxy)) {
                return Optional.of(proxy);
            }
            try {
                return changed(called.getName(), called.invoke(real, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private Object changed(String called, Object answer) {
        if (answer instanceof NewStream<?> made) {
            var stream = disguise(made.stream(), IMiniportWavePciStream.class, TransferControl.class);
            return new NewStream<>(stream, made.dmaChannel(), made.serviceGroup());
        }
        return switch (called) {
            case "transferredBytes", "getPosition" -> lie.applyAsLong((Long) answer);
            case "originFrame" -> origin((Long) answer);
            default -> answer;
        };
    }

    /** Who lies about its position does not tell that it waits either. */
    private long origin(long answer) {
        if (lie == TRUTH) {
            origin = answer;
        }
        return origin;
    }
}
