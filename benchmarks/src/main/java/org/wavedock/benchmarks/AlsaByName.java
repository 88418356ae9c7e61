// SPDX-License-Identifier: Apache-2.0
package org.wavedock.benchmarks;

import java.util.EnumMap;
import java.util.Map;
import org.wavedock.dma.DeviceDescription;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.wave.Direction;

/**
 * PCMs as devices, from the jar of the ALSA backend on the class path. By name: that jar is for Java 22 and may not have been
 * built, and this module is compiled all the same.
 */
final class AlsaByName {
    private static final String PACKAGE = "org.wavedock.alsa.pcm.";
    private static final int PLAYBACK = 0;

    private AlsaByName() {}

    /**
     * A device that renders.
     *
     * @param pcm its name for libasound; the device is called so as well
     * @param definition the configuration in which the name is looked up
     * @param periodMicros the wanted period
     */
    static DmaChannelProvider open(String pcm, String definition, int periodMicros)
            throws ReflectiveOperationException {
        try {
            var settingsType = Class.forName(PACKAGE + "DeviceSettings");
            var layoutType = Class.forName(PACKAGE + "DeviceSettings$Layout");
            var limitsType = Class.forName(PACKAGE + "Limits");
            var auto = layoutType.getField("AUTO").get(null);
            var settings = settingsType
                    .getConstructor(DeviceDescription.class, String.class, String.class, int.class, layoutType)
                    .newInstance(new DeviceDescription(pcm, pcm), pcm, definition, periodMicros, auto);
            var limits = new EnumMap<Direction, Object>(Direction.class);
            limits.put(
                    Direction.RENDER,
                    limitsType.getMethod("of", settingsType, int.class).invoke(null, settings, PLAYBACK));
            Runnable onLoss = () -> System.err.println("the device is lost");
            return (DmaChannelProvider) Class.forName(PACKAGE + "AlsaDevice")
                    .getConstructor(settingsType, Map.class, Runnable.class)
                    .newInstance(settings, limits, onLoss);
        } catch (ClassNotFoundException | UnsupportedClassVersionError e) {
            throw new ReflectiveOperationException(
                    "alsa-backend-bundle has to be on the class path, and Java 22 or newer to run it", e);
        }
    }
}
