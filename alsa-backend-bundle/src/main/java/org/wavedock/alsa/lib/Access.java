// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.lib;

/** The two mmap layouts of {@code snd_pcm_access_t}. */
public enum Access {
    /** Frame after frame. */
    MMAP_INTERLEAVED(0),
    /** Channel after channel. */
    MMAP_NONINTERLEAVED(1);

    private final int number;

    Access(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
