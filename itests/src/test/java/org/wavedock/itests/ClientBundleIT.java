// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.util.Hashtable;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.service.cm.ConfigurationAdmin;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.StreamState;

/** An application's bundle ({@code org.wavedock.client}) that plays and closes nothing: it leaves nothing behind, and may not take all. */
public class ClientBundleIT extends Platform {
    private static final String PACKAGE = "org.wavedock.client";
    private static final String LIMITS = "org.wavedock.runtime.limits";

    private Bundle client;

    @Override
    protected Option[] more() {
        var jar = SmallBundle.of("forgetful-client", PACKAGE, Map.of("Bundle-Activator", PACKAGE + ".Forgetful"));
        return new Option[] {systemProperty("b.client").value(jar)};
    }

    @Before
    public void install() throws Exception {
        card("sim0", 0);
        client = context().installBundle("file:" + System.getProperty("b.client"));
    }

    @After
    public void uninstall() throws Exception {
        limits(Map.of());
        if (client.getState() != Bundle.UNINSTALLED) {
            client.uninstall();
        }
    }

    private void limits(Map<String, Object> properties) throws Exception {
        service(ConfigurationAdmin.class).getConfiguration(LIMITS, "?").update(new Hashtable<>(properties));
    }

    private void assertPlays() {
        assertThat(streams().streams())
                .hasSize(2)
                .extracting(stream -> stream.snapshot().state())
                .containsOnly(StreamState.RUN);
    }

    private void assertNothingLeft() {
        assertThat(streams().streams()).isEmpty();
        assertThat(streams().devices()).singleElement().extracting("streams").isEqualTo(0);
    }

    @Test
    public void whatItLeavesOpenIsClosedWhenItStops() throws Exception {
        client.start();
        assertPlays();
        client.stop();
        assertNothingLeft();
        client.start();
        assertPlays();
    }

    @Test
    public void itIsUpdatedAndUninstalledInRun() throws Exception {
        client.start();
        client.update();
        assertPlays();
        client.uninstall();
        assertNothingLeft();
    }

    @Test
    public void othersPlayOn() throws Exception {
        var stream = open();
        stream.start();
        client.start();
        client.stop();
        assertThat(streams().streams()).containsExactly(stream);
        assertThat(stream.snapshot().device()).isEqualTo("sim0");
        stream.close();
    }

    @Test
    public void itGetsNoMoreThanABundleMayHave() throws Exception {
        limits(Map.of("streams.per.bundle", 1));
        await().untilAsserted(() -> {
            assertThatThrownBy(client::start)
                    .isInstanceOf(BundleException.class)
                    .hasRootCauseMessage("bundle forgetful-client has 1 streams open, and may have 1");
            assertNothingLeft();
        });
        try (AudioStream stream = streams().open(StreamRequest.render("mine", Music.FORMAT))) {
            assertThat(stream.snapshot().device()).isEqualTo("sim0");
        }
    }
}
