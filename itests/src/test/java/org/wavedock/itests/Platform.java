// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.DeviceSnapshot;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.TimeSource;

/**
 * The platform in a Felix of its own: the runtime, the simulated cards of two backend bundles, and the services that they need.
 *
 * <p>The tests use no class of a backend: the bundle they are in would be refreshed together with it, in the middle of a test.
 */
public abstract class Platform extends Container {
    /** Long enough for anything, in the stream's time. */
    protected static final Duration LONG = Duration.ofSeconds(10);

    private static final String RUNTIME = "runtime";
    private static final String RUNTIME_PID = "org.wavedock.runtime";

    /** Where the cards record what they play. */
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin admin;

    private final Map<String, org.osgi.service.cm.Configuration> cards = new LinkedHashMap<>();
    /** The backend that comes with the platform. */
    protected Backend sim;
    /** The same cards once more, from a bundle of another name; not started. */
    protected Backend other;

    /** {@code real} or {@code virtual}; virtual time stands still unless somebody waits inside the platform. */
    protected String clock() {
        return "virtual";
    }

    protected final boolean isReal() {
        return clock().equals("real");
    }

    /** The platform on its clock, both backends without a card, the other one installed only. */
    @Before
    public void setUp() throws Exception {
        // In this thread and at once: what is awaited is there in a few milliseconds, and threads are counted.
        Awaitility.pollInSameThread();
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(2));
        var jar = Path.of(System.getProperty("b.sim"));
        runOn(clock());
        sim = new Backend(context, BackendJar.of(jar));
        other = new Backend(context, BackendJar.of(jar).renamed("other"));
        sim.start();
        assertThat(streams().devices()).isEmpty();
    }

    /** Nothing is left for the next test, whatever went wrong in this one. */
    @After
    public void tearDown() throws Exception {
        for (var stream : streams().streams()) {
            stream.close();
        }
        if (sim.isInstalled()) {
            sim.stop();
        }
        other.uninstall();
        for (var card : cards.values()) {
            card.delete();
        }
        cards.clear();
    }

    private void runOn(String mode) throws IOException {
        var time = admin.getConfiguration(RUNTIME_PID, "?");
        time.updateIfDifferent(new Hashtable<>(Map.of(TimeSource.MODE, mode)));
        // A new clock makes a new service of streams; the old one may still be there.
        await().until(() -> {
            var clock = clockReference(mode);
            var streams = context.getServiceReference(AudioStreams.class);
            return clock != null && streams != null && clock.compareTo(streams) > 0;
        });
    }

    private ServiceReference<TimeSource> clockReference(String mode) throws InvalidSyntaxException {
        return context.getServiceReferences(TimeSource.class, "(mode=" + mode + ")").stream()
                .findFirst()
                .orElse(null);
    }

    /** The service of streams as of now. */
    protected AudioStreams streams() {
        return service(AudioStreams.class);
    }

    protected <T> T service(Class<T> type) {
        return context.getService(context.getServiceReference(type));
    }

    protected BundleContext context() {
        return context;
    }

    protected Bundle runtimeBundle() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> RUNTIME.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    // ---- cards

    /** A card of the platform's backend that records to NAME.wav, and is there when this returns. */
    protected void card(String name, int ranking, Map<String, Object> more) throws IOException {
        configure(sim, name, properties(name, ranking, more));
        awaitDevice(name);
    }

    protected void card(String name, int ranking) throws IOException {
        card(name, ranking, Map.of());
    }

    /** A card of the other backend, which is started by this. */
    protected void otherCard(String name, int ranking, Map<String, Object> more) throws IOException, BundleException {
        other.start();
        configure(other, name, properties(name, ranking, more));
        awaitDevice(name);
    }

    protected void otherCard(String name, int ranking) throws IOException, BundleException {
        otherCard(name, ranking, Map.of());
    }

    /** Gives a card other properties; it is a new card when this returns. */
    protected void reconfigure(String name, int ranking, Map<String, Object> more) throws IOException {
        var before = device(name).serviceId();
        cards.get(name).update(properties(name, ranking, more));
        // One look: between two of them the old card may leave.
        await().until(() -> devices().anyMatch(device -> device.name().equals(name) && device.serviceId() != before));
    }

    /** Changes a card's configuration to whatever it may be; does not wait. */
    protected void update(String name, Map<String, Object> properties) throws IOException {
        cards.get(name).update(new Hashtable<>(properties));
    }

    /** Takes a card away; it has left when this returns, though its file may not be complete. */
    protected void remove(String name) throws IOException {
        cards.remove(name).delete();
        awaitDeparture(name);
    }

    private void configure(Backend backend, String name, Hashtable<String, Object> properties) throws IOException {
        var card = admin.createFactoryConfiguration(backend.pid(), "?");
        card.update(properties);
        cards.put(name, card);
    }

    /** The properties of a card that records to its file, and goes on with it when it comes back. */
    protected Hashtable<String, Object> properties(String name, int ranking, Map<String, Object> more) {
        var all = new Hashtable<String, Object>();
        all.put("name", name);
        all.put(Constants.SERVICE_RANKING, ranking);
        all.put("render.to", "wav:" + recording(name, 0));
        all.put("render.append", true);
        all.putAll(more);
        return all;
    }

    /** Where a substream of a card records. */
    protected Path recording(String card, int substream) {
        return folder.getRoot().toPath().resolve(card + (substream == 0 ? "" : "-" + substream) + ".wav");
    }

    protected void awaitDevice(String name) {
        await().until(() -> hasDevice(name));
    }

    /** A device is listed no more while it still drains; it has gone once nothing plays on it. */
    protected void awaitDeparture(String name) {
        await().until(() -> !hasDevice(name)
                && streams().streams().stream()
                        .noneMatch(stream -> name.equals(stream.snapshot().device())));
    }

    private boolean hasDevice(String name) {
        return devices().anyMatch(device -> device.name().equals(name));
    }

    protected DeviceSnapshot device(String name) {
        return devices()
                .filter(device -> device.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Stream<DeviceSnapshot> devices() {
        return streams().devices().stream();
    }

    // ---- streams

    protected AudioStream open() throws AudioException {
        return streams().open(request());
    }

    protected AudioStream open(String device) throws AudioException {
        return streams().open(request().on(device));
    }

    /** In real time far enough ahead that a busy machine does not matter; in virtual time as documented, and little held. */
    protected StreamRequest request() {
        var request = StreamRequest.render("music", Music.FORMAT);
        return isReal()
                ? request.buffered(Duration.ofMillis(150), Duration.ofSeconds(1))
                : request.buffered(StreamRequest.DEFAULT_LEAD, Duration.ofMillis(200));
    }

    /** Plays to the end, closes, completes all recordings, and holds them against the ledger. */
    protected void finish(AudioStream stream, Music music) throws Exception {
        stream.drain(LONG);
        stream.close();
        var evidence = evidence();
        if (isReal()) {
            evidence.acceptLate(stream, music);
        } else {
            evidence.accept(stream, music);
        }
        evidence.requireSilenceElsewhere();
    }

    /** What the cards recorded; stopping a backend completes its files. */
    protected Evidence evidence() throws Exception {
        sim.stop();
        other.stop();
        return Evidence.of(folder.getRoot().toPath());
    }
}
