// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import java.util.ArrayList;
import java.util.List;
import org.wavedock.dma.CUnknown;
import org.wavedock.portcls.AllocatorFraming;
import org.wavedock.portcls.IMiniportWavePciStream;
import org.wavedock.wave.StreamState;
import org.wavedock.wave.WaveFormat;

/** A miniport's stream that does what it is told and remembers what it was asked. */
class FakePciStream extends CUnknown implements IMiniportWavePciStream {
    final List<String> calls = new ArrayList<>();
    Runnable onAvailable = () -> {};
    long position;
    int available;
    int services;

    @Override
    public void setFormat(WaveFormat format) {
        calls.add("format " + format);
    }

    @Override
    public void setState(StreamState state) {
        calls.add("state " + state);
    }

    @Override
    public long getPosition() {
        return position;
    }

    @Override
    public long normalizePhysicalPosition(long bytes) {
        return bytes;
    }

    @Override
    public AllocatorFraming getAllocatorFraming() {
        return new AllocatorFraming(8, 1920, 4);
    }

    @Override
    public int revokeMappings(long firstTag, long lastTag) {
        calls.add("revoke " + firstTag + " to " + lastTag);
        return (int) (lastTag - firstTag + 1);
    }

    @Override
    public void mappingAvailable() {
        available++;
        onAvailable.run();
    }

    @Override
    public void service() {
        services++;
    }

    @Override
    protected void destroy() {
        calls.add("gone");
    }
}
