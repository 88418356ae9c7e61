// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.hostile;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.wavedock.alsa.lib.HwParams;
import org.wavedock.alsa.lib.Pcm;
import org.wavedock.alsa.pcm.AlsaDevice;
import org.wavedock.dma.IDmaChannelSlave;

/** What all threads share: objects in every state, closed ones among them. */
final class World {
    private static final int PLACES = 4;

    final AtomicReferenceArray<AlsaDevice> devices = new AtomicReferenceArray<>(PLACES);
    final AtomicReferenceArray<IDmaChannelSlave> channels = new AtomicReferenceArray<>(PLACES);
    final AtomicReferenceArray<Pcm> pcms = new AtomicReferenceArray<>(PLACES);
    final AtomicReferenceArray<HwParams> params = new AtomicReferenceArray<>(PLACES);
    final AtomicReferenceArray<ByteBuffer> views = new AtomicReferenceArray<>(PLACES);

    static <T> T any(Random random, AtomicReferenceArray<T> places) {
        return places.get(random.nextInt(PLACES));
    }

    /** Puts an object somewhere; answers what was there. */
    static <T> T put(Random random, AtomicReferenceArray<T> places, T object) {
        return places.getAndSet(random.nextInt(PLACES), object);
    }
}
