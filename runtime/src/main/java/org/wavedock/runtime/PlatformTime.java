// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime;

import java.util.function.BooleanSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.wavedock.runtime.time.RealScheduler;
import org.wavedock.runtime.time.Scheduler;
import org.wavedock.runtime.time.VirtualScheduler;
import org.wavedock.runtime.time.Work;
import org.wavedock.runtime.time.Worker;
import org.wavedock.wave.TimeSource;

/** The platform's clock and scheduler, real unless configured otherwise. */
@Component(
        service = {TimeSource.class, Scheduler.class},
        configurationPid = PlatformTime.PID,
        immediate = true)
@Designate(ocd = PlatformTime.Config.class)
public final class PlatformTime implements Scheduler {
    /** The configuration's PID. */
    public static final String PID = "org.wavedock.runtime";

    private static final String VIRTUAL = "virtual";
    private static final String REAL = "real";

    /** How the platform runs. */
    @ObjectClassDefinition(name = "Wavedock runtime")
    public @interface Config {
        /**
         * Which clock.
         *
         * @return {@code real} or {@code virtual}
         */
        @AttributeDefinition(
                name = "Clock",
                description = "real: the system's. virtual: time passes only while somebody waits, as fast as it can.",
                options = {@Option(label = "Real time", value = REAL), @Option(label = "Virtual time", value = VIRTUAL)
                })
        String mode() default REAL;
    }

    private final Scheduler scheduler;

    /**
     * Activation.
     *
     * @param config which clock
     */
    @Activate
    public PlatformTime(Config config) {
        scheduler = switch (config.mode()) {
            case REAL -> new RealScheduler();
            case VIRTUAL -> new VirtualScheduler();
            default ->
                throw new IllegalArgumentException(
                        "mode of " + PID + " is \"" + config.mode() + "\", expected " + REAL + " or " + VIRTUAL);
        };
    }

    @Override
    public long nanoTime() {
        return scheduler.nanoTime();
    }

    @Override
    public Worker start(String name, Work work) {
        return scheduler.start(name, work);
    }

    @Override
    public boolean await(BooleanSupplier condition, long timeoutNanos) {
        return scheduler.await(condition, timeoutNanos);
    }
}
