// SPDX-License-Identifier: Apache-2.0
package org.wavedock.portcls;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a miniport may use; {@code IResourceList} (portcls.h). Comes from {@link PortFactory#newResourceList}.
 *
 * <p>Never changes, so it needs no counting, and entries are added by making a new list. Raw and translated entries are
 * the same here. Any thread; never blocks.
 */
@ProviderType
public interface IResourceList {
    /**
     * How many entries of a type there are; {@code NumberOfEntriesOfType}.
     *
     * @param type the type, not null; {@code Resource.class} counts all
     * @return 0 or more
     */
    int numberOfEntriesOfType(Class<? extends Resource> type);

    /**
     * An entry of a type; {@code FindTranslatedEntry}.
     *
     * @param <R> the type
     * @param type the same as a token, not null
     * @param index which one, from 0, counting entries of that type only
     * @return the entry, or empty if there is none
     */
    <R extends Resource> Optional<R> findEntry(Class<R> type, int index);

    /**
     * All entries; {@code TranslatedList}.
     *
     * @return an unmodifiable list in its order
     */
    List<Resource> entries();
}
