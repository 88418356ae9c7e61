// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;

/** Makes and removes configurations, and knows when their removal has taken effect. */
final class Configurations {
    private static final String ANY_LOCATION = "?";
    private static final String BARRIER_PID = "org.wavedock.console.barrier";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final BundleContext context;
    private final ConfigurationAdmin admin;

    Configurations(BundleContext context, ConfigurationAdmin admin) {
        this.context = context;
        this.admin = admin;
    }

    void set(String pid, Map<String, Object> properties) throws Failure {
        try {
            admin.getConfiguration(pid, ANY_LOCATION).update(new Hashtable<>(properties));
        } catch (IOException e) {
            throw refused(pid, e);
        }
    }

    Configuration create(String factoryPid, String name, Map<String, Object> properties) throws Failure {
        try {
            var configuration = admin.getFactoryConfiguration(factoryPid, name, ANY_LOCATION);
            configuration.update(new Hashtable<>(properties));
            return configuration;
        } catch (IOException e) {
            throw refused(factoryPid + "~" + name, e);
        }
    }

    /** Makes a removed configuration anew, under its old PID if its name was chosen and not generated. */
    void recreate(String factoryPid, String pid, Dictionary<String, Object> properties) throws Failure {
        try {
            var named = pid.startsWith(factoryPid + "~");
            var configuration = named
                    ? admin.getFactoryConfiguration(factoryPid, pid.substring(factoryPid.length() + 1), ANY_LOCATION)
                    : admin.createFactoryConfiguration(factoryPid, ANY_LOCATION);
            configuration.update(properties);
        } catch (IOException e) {
            throw refused(pid, e);
        }
    }

    /** The configurations of a factory. */
    List<Configuration> ofFactory(String factoryPid) throws Failure {
        return list("service.factoryPid", factoryPid);
    }

    /** The configurations with a PID: one, or none. */
    List<Configuration> find(String pid) throws Failure {
        return list("service.pid", pid);
    }

    private List<Configuration> list(String key, String pid) throws Failure {
        try {
            var found = admin.listConfigurations("(" + key + "=" + pid + ")");
            return found == null ? List.of() : List.of(found);
        } catch (IOException | InvalidSyntaxException e) {
            throw refused(pid, e);
        }
    }

    /** Removes configurations and returns when whatever they configured is gone, files closed and all. */
    void deleteAll(List<Configuration> configurations, Cancellation cancellation) throws Failure {
        for (var configuration : configurations) {
            try {
                configuration.delete();
            } catch (IOException e) {
                throw refused("a configuration", e);
            } catch (IllegalStateException ignored) {
                // It is gone already.
            }
        }
        if (!settle(cancellation)) {
            throw Failure.of(
                    "the platform did not react to a changed configuration within " + LIMIT.toSeconds() + " s");
        }
    }

    /**
     * Configuration events are delivered one after the other, and declarative services does its work inside the delivery. So
     * once a later event has come through, everything that an earlier one caused is done. False if that takes too long.
     */
    boolean settle(Cancellation cancellation) throws Failure {
        var arrived = new AtomicBoolean();
        ConfigurationListener listener = event -> {
            if (event.getType() == ConfigurationEvent.CM_UPDATED && BARRIER_PID.equals(event.getPid())) {
                arrived.set(true);
            }
        };
        var registration = context.registerService(ConfigurationListener.class, listener, null);
        try {
            set(BARRIER_PID, Map.of("time", System.nanoTime()));
            var delivered = cancellation.waitFor(arrived::get, LIMIT);
            for (var barrier : new ArrayList<>(find(BARRIER_PID))) {
                barrier.delete();
            }
            return delivered;
        } catch (IOException e) {
            throw refused(BARRIER_PID, e);
        } finally {
            registration.unregister();
        }
    }

    private static Failure refused(String pid, Exception e) {
        return Failure.of("the configuration of " + pid + " cannot be changed: " + e.getMessage(), e);
    }
}
