// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reference counting for those who implement portcls interfaces; {@code CUnknown} (stdunk.h).
 *
 * <p>A new object has one reference, its creator's. When the last goes, {@link #destroy()} runs, once.
 */
public abstract class CUnknown implements IUnknown {
    private final AtomicInteger references = new AtomicInteger(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    /** A new object with one reference. */
    protected CUnknown() {}

    /** Frees what the object holds. Called once, by the thread that dropped the last reference. */
    protected abstract void destroy();

    @Override
    public <T> Optional<T> queryInterface(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public final int addRef() {
        return references.updateAndGet(count -> {
            if (count == 0) {
                throw new IllegalStateException(this + " has been released");
            }
            return count + 1;
        });
    }

    @Override
    public final int release() {
        var left = references.updateAndGet(count -> {
            if (count == 0) {
                throw new IllegalStateException(this + " has been released more often than it was referenced");
            }
            return count - 1;
        });
        if (left == 0) {
            destroy();
        }
        return left;
    }

    @Override
    public final void close() {
        if (closed.compareAndSet(false, true)) {
            release();
        }
    }
}
