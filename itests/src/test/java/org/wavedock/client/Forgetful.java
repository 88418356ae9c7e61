// SPDX-License-Identifier: Apache-2.0
package org.wavedock.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.wavedock.stream.AudioStreams;
import org.wavedock.stream.StreamRequest;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** An application that plays two streams, and closes neither of them when it stops. */
public final class Forgetful implements BundleActivator {
    private static final WaveFormat FORMAT = new WaveFormat(48_000, 2, Encoding.S16);

    @Override
    public void start(BundleContext context) throws Exception {
        var streams = context.getService(context.getServiceReference(AudioStreams.class));
        for (var name : new String[] {"forgotten", "unread"}) {
            var stream = streams.open(StreamRequest.render(name, FORMAT));
            stream.start();
            stream.write(ByteBuffer.allocate(10_000), Duration.ZERO);
        }
    }

    @Override
    public void stop(BundleContext context) {
        // It forgets.
    }
}
