// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The root of every portcls object: interfaces by query, lifetime by counting; {@code IUnknown} (unknwn.h).
 *
 * <p>Whoever gets an object from a factory or a return value owns one reference and gives it back with {@link #release()} or
 * {@link #close()}. Whoever is passed an object as an argument and keeps it adds a reference of its own. {@link CUnknown}
 * implements all of this.
 */
@ConsumerType
public interface IUnknown extends AutoCloseable {
    /**
     * Another interface of the same object; {@code QueryInterface}. Any thread, never blocks. Adds no reference: what is
     * returned lives as long as this object does.
     *
     * @param <T> the interface
     * @param type the interface wanted, not null
     * @return the interface, or empty if the object does not offer it
     */
    <T> Optional<T> queryInterface(Class<T> type);

    /**
     * Adds a reference; {@code AddRef}. Any thread, never blocks.
     *
     * @return the references now, for diagnosis only
     * @throws IllegalStateException if the last reference is already gone
     */
    int addRef();

    /**
     * Drops a reference; the last one frees what the object holds; {@code Release}. Any thread; the last one may block.
     *
     * @return the references left, for diagnosis only
     * @throws IllegalStateException if there is none left to drop
     */
    int release();

    /**
     * Drops the caller's own reference, once: further calls do nothing. For the owner of what a factory returned; a second
     * holder uses {@link #addRef()} and {@link #release()}. Any thread; may block as {@link #release()} may.
     */
    @Override
    void close();
}
