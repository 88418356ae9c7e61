// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.CoreOptions.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Hashtable;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.ops4j.pax.exam.Option;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.wavedock.stream.AudioStream;
import org.wavedock.wave.AudioException;

/**
 * The platform with the bundle of the ALSA devices, in real time. The cards are those of that module's own tests: a plug-in of
 * libasound that plays into files.
 */
public abstract class AlsaPlatform extends Platform {
    private static final String PID = "org.wavedock.alsa.pcm";
    private static final int NEEDED_JAVA = 22;

    /** What is played; every frame is known. */
    protected final Numbers numbers = new Numbers();
    /** The bundle. */
    protected Backend alsa;

    @Override
    protected String clock() {
        return "real";
    }

    @Override
    protected Option[] more() {
        return new Option[] {
            systemProperty("b.alsa").value(String.valueOf(System.getProperty("b.alsa"))),
            systemProperty("wavedock.root").value(System.getProperty("wavedock.root")),
            vmOption("-XX:NativeMemoryTracking=summary"),
            when(Runtime.version().feature() >= NEEDED_JAVA).useOptions(vmOption("--enable-native-access=ALL-UNNAMED"))
        };
    }

    /** The bundle, started. */
    @Before
    public void startAlsa() throws Exception {
        assumeTrue(
                "the ALSA devices need Java " + NEEDED_JAVA, Runtime.version().feature() >= NEEDED_JAVA);
        if (!Files.exists(plugin())) {
            System.out.println("SKIPPED: the swaps to and from ALSA, because " + plugin().getFileName()
                    + " was not built (gcc, libasound2-dev)");
            assumeTrue("a card to play on", false);
        }
        alsa = new Backend(context(), BackendJar.of(Path.of(System.getProperty("b.alsa"))));
        alsa.start();
    }

    /** Nothing of it stays. */
    @After
    public void stopAlsa() throws Exception {
        if (alsa != null) {
            streams().streams().forEach(AudioStream::close);
            for (var configuration : configurations()) {
                configuration.delete();
            }
            alsa.uninstall();
        }
    }

    private Configuration[] configurations() throws Exception {
        var found = service(ConfigurationAdmin.class).listConfigurations("(service.factoryPid=" + PID + ")");
        return found == null ? new Configuration[0] : found;
    }

    private static Path plugin() {
        return Path.of(System.getProperty("wavedock.root"))
                .resolve("alsa-backend-bundle/target/vcard/libasound_module_pcm_vcard.so");
    }

    /** A card of ALSA that plays into NAME.raw; it is there when this returns. */
    protected void alsaCard(String name, int ranking) throws IOException {
        var properties = new Hashtable<String, Object>(Map.of(
                "name",
                "alsa:" + name,
                "pcm",
                name,
                "service.ranking",
                ranking,
                "fifo.frames",
                256,
                "start.frames",
                0));
        properties.put(
                "definition",
                "pcm_type.vcard { lib \"%s\" } pcm.%s { type vcard fifo 256 file \"%s\" control \"%s\" }"
                        .formatted(plugin(), name, raw(name), control(name)));
        service(ConfigurationAdmin.class).createFactoryConfiguration(PID, "?").update(properties);
        awaitDevice("alsa:" + name);
    }

    private Path raw(String name) {
        return folder.getRoot().toPath().resolve(name + ".raw");
    }

    private Path control(String name) {
        return folder.getRoot().toPath().resolve(name + ".control");
    }

    /** Pulls a card out, or plugs it in again. */
    protected void plug(String name, boolean in) throws IOException {
        Files.write(control(name), in ? new byte[] {0} : new byte[] {1}, StandardOpenOption.WRITE);
    }

    /** A stream that runs. */
    protected AudioStream running() throws AudioException {
        var stream = open();
        stream.start();
        return stream;
    }

    /** Plays to the end and closes; answers what all cards were heard to play. */
    protected Numbers.Heard finish(AudioStream stream) throws Exception {
        stream.drain(LONG);
        stream.close();
        alsa.stop();
        sim.stop();
        other.stop();
        var heard = numbers.heardIn(folder.getRoot().toPath());
        var account = stream.snapshot();
        assertThat(account.framesLost()).as("lost, of %s", account).isZero();
        assertThat(account.framesRendered()).isEqualTo(numbers.written());
        assertThat(heard.missing()).as("frames that no card was heard to play").isZero();
        assertThat(heard.repeated())
                .as("frames heard twice, of %s", account)
                .isLessThanOrEqualTo(account.framesRepeated());
        return heard;
    }
}
