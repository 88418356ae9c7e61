// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** Every encoding in every layout with one, two, six and eight channels. */
record Samples(WaveFormat format, DeviceSettings.Layout layout) {
    static Stream<Samples> all() {
        List<Samples> all = new ArrayList<>();
        for (var encoding : Encoding.values()) {
            for (var channels : new int[] {1, 2, 6, 8}) {
                var format = new WaveFormat(48_000, channels, encoding);
                all.add(new Samples(format, DeviceSettings.Layout.INTERLEAVED));
                all.add(new Samples(format, DeviceSettings.Layout.NONINTERLEAVED));
            }
        }
        return all.stream();
    }

    @Override
    public String toString() {
        return format + ", " + layout;
    }
}
