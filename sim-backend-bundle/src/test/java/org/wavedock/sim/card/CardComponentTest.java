// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.sim.SimulatedCard;
import org.wavedock.sim.fault.FaultScript;

class CardComponentTest {
    private final HandClock clock = new HandClock();
    private final CardRegistry registry = new CardRegistry();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private volatile Object service;
    private volatile Dictionary<?, ?> registered;
    private boolean refusing;

    private BundleContext context() {
        var loader = getClass().getClassLoader();
        var registration = Proxy.newProxyInstance(
                loader, new Class<?>[] {ServiceRegistration.class}, (proxy, method, arguments) -> {
                    events.add(method.getName() + " " + ((Card) service).isPlugged());
                    return null;
                });
        return (BundleContext) Proxy.newProxyInstance(
                loader, new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    if (refusing) {
                        throw new IllegalStateException("stopping");
                    }
                    events.add(method.getName() + " " + Arrays.toString((String[]) arguments[0]));
                    service = arguments[1];
                    registered = (Dictionary<?, ?>) arguments[2];
                    return registration;
                });
    }

    private CardComponent activate(Map<String, Object> properties) {
        return new CardComponent(clock, registry, context(), properties);
    }

    @Test
    @DisplayName("the services appear with the card and go before it")
    void shouldRegisterTheCard() {
        var component = activate(Map.of("name", "left", "service.ranking", "7", "room", "kitchen", ".secret", 1));
        assertThat(events)
                .containsExactly("registerService [" + DmaChannelProvider.class.getName() + ", "
                        + SimulatedCard.class.getName() + "]");
        assertThat(registered.get(SimulatedCard.DEVICE_NAME)).isEqualTo("left");
        assertThat(registered.get("service.ranking")).isEqualTo(7);
        assertThat(registered.get("room")).isEqualTo("kitchen");
        assertThat(registered.get(".secret")).isNull();
        component.deactivate();
        assertThat(events).last().isEqualTo("unregister true");
        assertThat(((Card) service).isPlugged()).isFalse();
    }

    @Test
    @DisplayName("a bad configuration registers nothing and leaves the name free")
    void shouldLeaveNothingBehind() {
        assertThatIllegalArgumentException().isThrownBy(() -> activate(Map.of("substreams", "many")));
        assertThatIllegalArgumentException().isThrownBy(() -> activate(Map.of("service.ranking", "best")));
        refusing = true;
        assertThatIllegalStateException().isThrownBy(() -> activate(Map.of()));
        assertThat(events).isEmpty();
        refusing = false;
        activate(Map.of()).deactivate();
    }

    @Test
    @DisplayName("a card that is plugged in as another device is another service, from that frame on")
    void shouldBeAnotherDevice() {
        var component = activate(Map.of("name", "left", "faults", "unplug@100; replug@4800 as right"));
        assertThat(((Card) service).description().name()).isEqualTo("left");
        events.clear();
        clock.advanceMillis(50);
        assertThat(((Card) service).isPlugged()).isFalse();
        clock.advanceMillis(50);
        assertThat(((Card) service).description().name()).isEqualTo("right");
        await().until(() -> events.size() >= 2);
        assertThat(events.get(0)).isEqualTo("unregister true");
        assertThat(registered.get(SimulatedCard.DEVICE_NAME)).isEqualTo("right");
        ((Card) service).inject(FaultScript.parse("replug@+0 as left"));
        await().until(() -> "left".equals(registered.get(SimulatedCard.DEVICE_NAME)));
        component.deactivate();
        assertThat(events).last().isEqualTo("unregister true");
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("wavedock-sim-plug-left"));
    }
}
