// SPDX-License-Identifier: Apache-2.0
package org.wavedock.sim.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.sim.SimulatedCard;

class CardComponentTest {
    private final HandClock clock = new HandClock();
    private final CardRegistry registry = new CardRegistry();
    private final List<String> events = new ArrayList<>();
    private Object service;
    private Dictionary<?, ?> registered;
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
}
