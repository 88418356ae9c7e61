// SPDX-License-Identifier: Apache-2.0
package org.wavedock.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Test;
import org.osgi.service.cm.ConfigurationAdmin;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.DevicePreferences;
import org.wavedock.stream.Policy;
import org.wavedock.stream.SwapReason;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Reason;

/** The remembered order of devices, in Configuration Admin. */
public class PreferencesIT extends Platform {
    private final Music music = new Music(8);

    @Inject
    private ConfigurationAdmin admin;

    private DevicePreferences preferences() {
        return service(DevicePreferences.class);
    }

    private Dictionary<String, Object> kept() throws Exception {
        return admin.getConfiguration(DevicePreferences.PID, "?").getProperties();
    }

    @After
    public void forget() throws Exception {
        admin.getConfiguration(DevicePreferences.PID, "?").delete();
        await().until(() -> preferences().order(Direction.RENDER).isEmpty());
    }

    private void plays(AudioStream stream, String device) throws Exception {
        music.play(stream, 10 * Music.BEAT);
        assertThat(stream.snapshot().device()).isEqualTo(device);
    }

    @Test
    public void aPreferredDeviceOutranksTheBestOneUntilItIsForgotten() throws Exception {
        card("sim0", 20);
        card("sim1", 10, Map.of("identity", "serial:1"));
        var stream = open();
        stream.start();
        plays(stream, "sim0");
        preferences().prefer(Direction.RENDER, device("sim1").identity());
        assertThat((String[]) kept().get("render")).containsExactly("serial:1");
        plays(stream, "sim1");
        preferences().forget(Direction.RENDER, "serial:1");
        assertThat((String[]) kept().get("render")).isEmpty();
        plays(stream, "sim0");
        finish(stream, music);
        assertThat(stream.swaps())
                .extracting("to", "reason")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("sim1", SwapReason.BETTER_DEVICE),
                        org.assertj.core.groups.Tuple.tuple("sim0", SwapReason.BETTER_DEVICE));
    }

    @Test
    public void whoEditsTheConfigurationMovesTheStreamsAndWhoDeletesItEndsNone() throws Exception {
        card("sim0", 20);
        card("sim1", 10);
        var service = context().getServiceReference(AudioStreams.class);
        var stream = open();
        stream.start();
        plays(stream, "sim0");
        admin.getConfiguration(DevicePreferences.PID, "?")
                .update(new Hashtable<>(Map.of("render", "absent sim1", "capture", new String[] {"sim0"})));
        await().until(() -> preferences().order(Direction.RENDER).contains("sim1"));
        assertThat(preferences().order(Direction.RENDER)).containsExactly("absent", "sim1");
        assertThat(preferences().order(Direction.CAPTURE)).containsExactly("sim0");
        plays(stream, "sim1");
        admin.getConfiguration(DevicePreferences.PID, "?").delete();
        await().until(() -> preferences().order(Direction.RENDER).isEmpty());
        plays(stream, "sim0");
        finish(stream, music);
        assertThat(context().getServiceReference(AudioStreams.class)).isEqualTo(service);
    }

    @Test
    public void theOrderOutlivesTheRuntime() throws Exception {
        card("sim0", 20);
        card("sim1", 10);
        card("sim2", 0);
        preferences().prefer(Direction.RENDER, "sim2");
        preferences().prefer(Direction.RENDER, "sim1");
        preferences().prefer(Direction.RENDER, "sim2");
        runtimeBundle().stop();
        runtimeBundle().start();
        await().until(() -> context().getServiceReference(AudioStreams.class) != null);
        await().until(() -> preferences().order(Direction.RENDER).size() == 2);
        assertThat(preferences().order(Direction.RENDER)).containsExactly("sim2", "sim1");
        awaitDevice("sim2");
        var stream = open();
        stream.start();
        plays(stream, "sim2");
        finish(stream, music);
    }

    @Test
    public void whatIsNoPreferenceIsSaid() {
        assertThatThrownBy(() -> preferences().forget(Direction.CAPTURE, "sim0"))
                .hasMessageContaining("sim0")
                .satisfies(e -> assertThat(((AudioException) e).reason()).isEqualTo(Reason.NOT_FOUND));
        assertThatThrownBy(() -> preferences().prefer(Direction.RENDER, "a b")).hasMessageContaining("\"a b\"");
    }

    @Test
    public void aRenamedCardIsTakenBackByItsIdentity() throws Exception {
        card("sim0", 0, Map.of("identity", "serial:1"));
        otherCard("other0", 10);
        var stream = streams().open(request().on("sim0").with(Policy.PINNED_WAIT));
        stream.start();
        plays(stream, "sim0");
        update("sim0", properties("renamed", 0, Map.of("identity", "serial:1")));
        awaitDevice("renamed");
        plays(stream, "renamed");
        finish(stream, music);
    }
}
