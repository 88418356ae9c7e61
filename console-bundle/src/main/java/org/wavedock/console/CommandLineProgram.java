// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.PrintStream;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * Answers a launcher that has a command line: registers the command as a {@code Callable} for the main thread.
 *
 * <p>The reference is optional only so that the resolver does not look for a bundle that provides the launcher's service.
 */
@Component(
        service = {},
        immediate = true)
public final class CommandLineProgram {
    private final BundleContext context;
    private final ConfigurationAdmin configurations;
    private final ServiceComponentRuntime components;
    private ServiceRegistration<?> registration;

    /**
     * Called by declarative services.
     *
     * @param context this bundle's
     * @param configurations where cards are configured
     * @param components where components are stopped
     */
    @Activate
    public CommandLineProgram(
            BundleContext context,
            @Reference ConfigurationAdmin configurations,
            @Reference ServiceComponentRuntime components) {
        this.context = context;
        this.configurations = configurations;
        this.components = components;
    }

    /** One command, run once; closing it asks it to stop. */
    private record Running(Workplace workplace, String version, String[] arguments)
            implements Callable<Integer>, AutoCloseable {
        @Override
        public Integer call() {
            return WavedockCommand.commandLine(workplace, version).execute(arguments);
        }

        @Override
        public void close() {
            workplace.platform().cancellation().request();
        }
    }

    /**
     * Called by declarative services when there is a command line.
     *
     * @param launcher the properties of the launcher's service
     */
    @Reference(
            service = Object.class,
            target = "(launcher.arguments=*)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    public synchronized void bindLauncher(Map<String, Object> launcher) {
        var terminal = new Terminal(
                (PrintStream) launcher.get("launcher.out"),
                (PrintStream) launcher.get("launcher.err"),
                Boolean.parseBoolean(context.getProperty("wavedock.stderr.tty")));
        var platform = new Platform(context, configurations, components, Absences.of(launcher), new Cancellation());
        var command = new Running(
                new Workplace(terminal, platform, System.in),
                context.getBundle().getVersion().toString(),
                (String[]) launcher.get("launcher.arguments"));
        var properties = new Hashtable<String, Object>(Map.of("main.thread", true));
        registration = context.registerService(Callable.class, command, properties);
    }

    /**
     * Called by declarative services when the command line goes.
     *
     * @param launcher the properties of the launcher's service
     */
    public synchronized void unbindLauncher(Map<String, Object> launcher) {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
    }
}
