// SPDX-License-Identifier: Apache-2.0
package org.wavedock.dma;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says in words why a device is not usable, or is not there at all. A backend may register one such service, for as long as its
 * bundle runs: it is asked above all when there is no {@link DmaChannelProvider} to ask.
 */
@ConsumerType
public interface BackendDiagnosis {
    /** How a line begins that says what is well. */
    String OK = "ok: ";

    /** How a line begins that says what is good to know. */
    String NOTE = "note: ";

    /** How a line begins that says what is wrong, and if possible what to do about it. */
    String PROBLEM = "problem: ";

    /**
     * The backend's name. Any thread, never blocks, the same value always.
     *
     * @return short, for people, such as {@code alsa}; not null
     */
    String backend();

    /**
     * Looks at the machine as it is now. Any thread, several at a time; may block, two seconds at most. It leaves everything as
     * it was: what plays goes on, and no device is kept open.
     *
     * @param pcm a device in the backend's own terms, such as {@code hw:0,0}, whether it exists or not; null for the backend as
     *     a whole
     * @return one line each, for people, every one beginning with {@link #OK}, {@link #NOTE} or {@link #PROBLEM}; of the
     *     problems the one that explains the most comes first; empty if the backend knows nothing of it; not null
     */
    List<String> diagnose(String pcm);
}
