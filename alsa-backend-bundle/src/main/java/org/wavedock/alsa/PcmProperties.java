// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;
import org.wavedock.alsa.card.SoundCard;
import org.wavedock.alsa.pcm.DeviceSettings;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DeviceProperties;

/** Reads configurations of ALSA devices. */
final class PcmProperties {
    private static final int MAX_SUBSTREAMS = 256;
    private static final Pattern CARD = Pattern.compile("(plug)?hw(:|$)");
    private static final int MAX_FRAMES = 1_000_000;
    private static final int MIN_PERIOD_MICROS = 100;
    private static final int MAX_PERIOD_MICROS = 500_000;

    private PcmProperties() {}

    static DeviceProperties reader(Map<String, ?> properties) {
        return new DeviceProperties(properties, PcmConfig.class, "an ALSA device");
    }

    static DeviceProperties discoveryReader(Map<String, ?> properties) {
        return new DeviceProperties(properties, DiscoveryConfig.class, "the discovery of ALSA cards");
    }

    /** A configured PCM. */
    static DeviceSettings settings(DeviceProperties reader) {
        var pcm = reader.text("pcm");
        if (pcm.isEmpty()) {
            throw reader.invalid("pcm", "a PCM that libasound knows, such as hw:0,0 or default", null);
        }
        var name = reader.text("name");
        var definition = reader.text("definition");
        return new DeviceSettings(
                identified(
                                device(reader, name.isEmpty() ? nameOf(pcm) : name, "ALSA PCM " + pcm),
                                reader.text("identity"))
                        .withSubstreams(substreams(reader, pcm)),
                pcm,
                definition.isEmpty() ? null : definition,
                period(reader),
                layout(reader));
    }

    /** A card that the kernel shows. */
    static DeviceSettings settings(DeviceProperties reader, SoundCard card) {
        return new DeviceSettings(
                device(reader, card.name(), card.title())
                        .identifiedBy(card.identity())
                        .withSubstreams(1),
                card.pcm(),
                null,
                period(reader),
                DeviceSettings.Layout.AUTO);
    }

    /** What a device's service is registered with: its configuration, as Declarative Services would have it. */
    static Map<String, Object> service(DeviceProperties reader, Map<String, Object> properties) {
        var all = new HashMap<String, Object>(properties);
        all.keySet().removeIf(key -> key.startsWith("."));
        all.values().removeIf(Objects::isNull);
        all.put(
                Constants.SERVICE_RANKING,
                reader.integer(Constants.SERVICE_RANKING, Integer.MIN_VALUE, Integer.MAX_VALUE));
        return all;
    }

    private static String nameOf(String pcm) {
        return "alsa:" + pcm.replaceAll("[^\\p{Alnum}._:,=-]", "_");
    }

    private static DeviceDescription device(DeviceProperties reader, String name, String title) {
        var fifo = reader.integer("fifo.frames", 0, MAX_FRAMES);
        var start = reader.integer("start.frames", 0, MAX_FRAMES);
        return new DeviceDescription(name, title, fifo, start);
    }

    /** A card plays one stream at a time, unless somebody mixes; whatever else libasound knows may. */
    private static int substreams(DeviceProperties reader, String pcm) {
        var configured = reader.integer("substreams", 0, MAX_SUBSTREAMS);
        return configured == 0 && CARD.matcher(pcm).lookingAt() ? 1 : configured;
    }

    private static DeviceDescription identified(DeviceDescription device, String identity) {
        return identity.isEmpty() ? device : device.identifiedBy(identity);
    }

    private static int period(DeviceProperties reader) {
        return reader.integer("period.micros", MIN_PERIOD_MICROS, MAX_PERIOD_MICROS);
    }

    private static DeviceSettings.Layout layout(DeviceProperties reader) {
        try {
            return DeviceSettings.Layout.valueOf(reader.text("layout").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw reader.invalid("layout", "auto, interleaved or noninterleaved", e);
        }
    }
}
