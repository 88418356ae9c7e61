// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port.check;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.TransferControl;

/** A slave channel with a transfer control that notes each call, and in which a call can be made to last. */
final class FakeChannel implements InvocationHandler {
    private static final Map<Class<?>, Object> ANSWERS = Map.of(
            int.class,
            42,
            long.class,
            43L,
            boolean.class,
            true,
            ByteBuffer.class,
            ByteBuffer.allocate(1),
            Optional.class,
            Optional.empty());

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final IDmaChannelSlave slave = proxy(IDmaChannelSlave.class);
    private final TransferControl control = proxy(TransferControl.class);
    volatile Runnable inCall = () -> {};

    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) {
        if ("toString".equals(method.getName())) {
            return "the fake";
        }
        if ("queryInterface".equals(method.getName()) && arguments[0] == TransferControl.class) {
            return Optional.of(control);
        }
        calls.add(described(method, arguments));
        inCall.run();
        return ANSWERS.get(method.getReturnType());
    }

    static String described(Method method, Object... arguments) {
        return method.getName() + (arguments == null ? List.of() : List.of(arguments));
    }

    static Object answer(Method method) {
        return ANSWERS.get(method.getReturnType());
    }
}
