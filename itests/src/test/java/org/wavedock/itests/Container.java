// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.CoreOptions.when;

import org.junit.After;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** A Felix with Declarative Services in a virtual machine of its own, on the Java that runs the tests; one for each class. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class Container {
    private static final int JAVA = Runtime.version().feature();

    /**
     * What runs in the forked framework.
     *
     * @return the options
     */
    @Configuration
    public Option[] container() {
        return options(
                jar("component"),
                jar("promise"),
                jar("function"),
                jar("configadmin"),
                jar("scr"),
                jar("api"),
                jar("sim"),
                jar("runtime"),
                jar("hamcrest"),
                jar("awaitility"),
                jar("bytebuddy"),
                jar("assertj"),
                junitBundles(),
                systemProperty("b.sim").value(System.getProperty("b.sim")),
                systemProperty("wavedock.check").value("true"),
                systemProperty("java.awt.headless").value("true"),
                systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"),
                frameworkProperty("ds.delayed.keepInstances").value("true"),
                vmOption("-Xmx512m"),
                when(JAVA >= 23).useOptions(vmOption("--sun-misc-unsafe-memory-access=allow")),
                composite(more()));
    }

    /** The checking mode is on; what it finds the engine takes for the loss of a device, and goes on. */
    @After
    public void nothingIsMisused() {
        assertThat(System.getProperty("wavedock.check.violations"))
                .as("violations found by the checking mode")
                .isNull();
    }

    /** What a test needs besides. */
    protected Option[] more() {
        return new Option[0];
    }

    private static Option jar(String key) {
        return bundle("file:" + System.getProperty("b." + key));
    }
}
