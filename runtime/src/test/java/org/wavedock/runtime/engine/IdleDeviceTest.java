// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;
import org.wavedock.sim.card.Card;
import org.wavedock.sim.card.CardRegistry;
import org.wavedock.sim.card.CardSettings;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.WaveFormat;

@DisplayName("A device whose stream does not run")
class IdleDeviceTest {
    private static final int NOTIFICATIONS = 50;
    private static final Duration PERIOD = Duration.ofMillis(10);

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    /** Notes each call of a channel and of its transfer control. */
    private record Witness(Object target, List<String> calls) implements InvocationHandler {
        static <T> T of(Class<T> type, T target, List<String> calls) {
            return type.cast(
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Witness(target, calls)));
        }

        @Override
        public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
            calls.add(method.getName());
            try {
                var answer = method.invoke(target, arguments);
                return answer instanceof Optional<?> offered && offered.orElse(null) instanceof TransferControl control
                        ? Optional.of(of(TransferControl.class, control, calls))
                        : answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    private record Watched(Card card, List<String> calls) implements DmaChannelProvider {
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
            return Witness.of(IDmaChannelSlave.class, card.newChannel(direction, format, maximumBufferSize), calls);
        }
    }

    @Test
    @Tag("B11")
    @DisplayName(
            "B11 is left alone by every notification, before the first run and in a pause; in between it is serviced")
    void isLeftAlone() throws AudioException {
        try (var rig = new Rig();
                var card = new Card(CardSettings.of(Map.of("name", "sim0")), rig.scheduler, new CardRegistry())) {
            rig.arrive("sim0", new Watched(card, calls), 0);
            var stream = rig.open();
            rig.write(stream, 20_000);
            rig.pass(PERIOD);
            assertThat(callsInNotifications(rig)).as("before the first run").isEmpty();
            stream.start();
            assertThat(callsInNotifications(rig))
                    .as("in RUN")
                    .contains("copyTo", "transferredBytes")
                    .hasSizeGreaterThan(NOTIFICATIONS);
            stream.pause();
            rig.pass(PERIOD);
            assertThat(callsInNotifications(rig)).as("in a pause").isEmpty();
            stream.close();
        }
    }

    private List<String> callsInNotifications(Rig rig) {
        calls.clear();
        for (var i = 0; i < NOTIFICATIONS; i++) {
            rig.board.find("sim0").pump().group().requestService();
            rig.pass(PERIOD);
        }
        return List.copyOf(calls);
    }
}
