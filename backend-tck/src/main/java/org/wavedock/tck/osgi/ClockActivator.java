// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck.osgi;

import java.util.Hashtable;
import java.util.Map;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.wavedock.tck.TestClock;
import org.wavedock.wave.TimeSource;

/**
 * Gives the devices a clock, before they come: the platform's place is taken by the TCK. Framework property {@value #CLOCK}:
 * {@code real} or {@code virtual}.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class ClockActivator implements BundleActivator {
    static final String CLOCK = "wavedock.tck.clock";

    private static final String VIRTUAL = "virtual";
    private static final String REAL = "real";

    /** For the framework. */
    public ClockActivator() {}

    @Override
    public void start(BundleContext context) {
        var mode = context.getProperty(CLOCK) == null ? REAL : context.getProperty(CLOCK);
        var clock = switch (mode) {
            case VIRTUAL -> TestClock.virtual();
            case REAL -> TestClock.real();
            default ->
                throw new IllegalArgumentException(
                        "framework property " + CLOCK + " is \"" + mode + "\", expected " + REAL + " or " + VIRTUAL);
        };
        context.registerService(
                new String[] {TimeSource.class.getName(), TestClock.class.getName()},
                clock,
                new Hashtable<>(Map.of(TimeSource.MODE, mode, Constants.SERVICE_RANKING, 1000)));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service back.
    }
}
