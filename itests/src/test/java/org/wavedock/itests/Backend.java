// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** A backend's bundle, and all that a framework can do to it. Nothing returns before the platform has coped with it. */
final class Backend {
    private final BundleContext context;
    private final BackendJar jar;
    private Bundle bundle;
    private int version;

    /** The bundle, installed if it is not. */
    Backend(BundleContext context, BackendJar jar) throws BundleException {
        this.context = context;
        this.jar = jar;
        bundle = Arrays.stream(context.getBundles())
                .filter(there -> jar.symbolicName().equals(there.getSymbolicName()))
                .findFirst()
                .orElse(null);
        if (bundle == null) {
            install();
        }
    }

    String pid() {
        return jar.pid();
    }

    String symbolicName() {
        return jar.symbolicName();
    }

    void start() throws BundleException {
        bundle.start();
    }

    void stop() throws BundleException {
        bundle.stop();
    }

    void install() throws BundleException {
        bundle = context.installBundle("test:" + jar.symbolicName(), jar.open());
    }

    void uninstall() throws BundleException {
        if (bundle.getState() != Bundle.UNINSTALLED) {
            bundle.uninstall();
        }
    }

    boolean isInstalled() {
        return bundle.getState() != Bundle.UNINSTALLED;
    }

    /** Puts a later version in its place. */
    void update() throws BundleException, IOException {
        version++;
        bundle.update(jar.version(version).open());
        assertThat(bundle.getVersion().getMicro()).isEqualTo(version);
    }

    /** Wires it anew, with everybody who depends on it. */
    void refresh() {
        var refreshed = new AtomicBoolean();
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> refreshed.set(true));
        await().untilTrue(refreshed);
    }

    /** The class loader of the generation that runs now. */
    ClassLoader classLoader() {
        return bundle.adapt(BundleWiring.class).getClassLoader();
    }
}
