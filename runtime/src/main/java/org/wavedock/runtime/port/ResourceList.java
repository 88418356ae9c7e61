// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.List;
import java.util.Optional;
import org.wavedock.portcls.IResourceList;
import org.wavedock.portcls.Resource;

/** An unchanging resource list. */
record ResourceList(List<Resource> entries) implements IResourceList {
    @Override
    public int numberOfEntriesOfType(Class<? extends Resource> type) {
        return (int) entries.stream().filter(type::isInstance).count();
    }

    @Override
    public <R extends Resource> Optional<R> findEntry(Class<R> type, int index) {
        return index < 0
                ? Optional.empty()
                : entries.stream()
                        .filter(type::isInstance)
                        .map(type::cast)
                        .skip(index)
                        .findFirst();
    }
}
