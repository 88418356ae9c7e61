// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** A backend's bundle, and all that a framework can do to it. */
final class Backend {
    private static final int REFRESH_SECONDS = 20;

    private final BundleContext context;
    private final BackendCopy copy;
    private final Collection<WeakReference<ClassLoader>> generations;
    private Bundle bundle;
    private int version;
    private long uninstalled;

    /**
     * A backend that is not installed.
     *
     * @param generations gets every class loader that the bundle ever has
     */
    Backend(BundleContext context, BackendCopy copy, Collection<WeakReference<ClassLoader>> generations) {
        this.context = context;
        this.copy = copy;
        this.generations = generations;
    }

    String pid() {
        return copy.pid();
    }

    boolean isRunning() {
        return bundle.getState() == Bundle.ACTIVE;
    }

    void install() throws BundleException, IOException {
        version++;
        bundle = context.installBundle("soak:" + copy.symbolicName(), copy.open(version));
        start();
    }

    void start() throws BundleException {
        bundle.start();
        note();
    }

    private void note() {
        generations.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
    }

    void stop() throws BundleException {
        bundle.stop();
    }

    void update() throws BundleException, IOException {
        version++;
        bundle.update(copy.open(version));
        if (isRunning()) {
            note();
        }
    }

    void uninstall() throws BundleException {
        if (bundle != null && bundle.getState() != Bundle.UNINSTALLED) {
            bundle.uninstall();
            uninstalled++;
        }
    }

    /** How often it was. */
    long uninstalled() {
        return uninstalled;
    }

    /** Wires it anew; its old class loader is nobody's any more. */
    void refresh() throws InterruptedException {
        var done = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> done.countDown());
        if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "bundle " + copy.symbolicName() + " was not refreshed within " + REFRESH_SECONDS + " s");
        }
        if (isRunning()) {
            note();
        }
    }
}
