// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime;

import java.util.List;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.wavedock.runtime.engine.ClientStreams;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.DeviceSnapshot;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.AudioException;

/** The streams as one bundle has them: a bundle that goes, or gives the service back, leaves no stream open. */
@Component(service = AudioStreams.class, scope = ServiceScope.BUNDLE)
public final class AudioStreamsComponent implements AudioStreams {
    private final ClientStreams streams;

    /**
     * Activation.
     *
     * @param owner has the switchboard
     * @param context knows the bundle
     */
    @Activate
    public AudioStreamsComponent(@Reference SwitchboardComponent owner, ComponentContext context) {
        streams =
                new ClientStreams(owner.switchboard(), context.getUsingBundle().getSymbolicName());
    }

    @Deactivate
    void deactivate() {
        streams.close();
    }

    @Override
    public List<DeviceSnapshot> devices() {
        return streams.devices();
    }

    @Override
    public List<AudioStream> streams() {
        return streams.streams();
    }

    @Override
    public AudioStream open(StreamRequest request) throws AudioException {
        return streams.open(request);
    }
}
