// SPDX-License-Identifier: Apache-2.0
package org.wavedock.tck;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.ProviderType;
import org.wavedock.dma.IDmaChannel;
import org.wavedock.dma.IDmaChannelSlave;
import org.wavedock.dma.IUnknown;
import org.wavedock.wave.DeviceRemovedException;

/** References and interfaces of a channel. */
@ProviderType
public interface ReferenceRules extends Rules {
    @Test
    @Tag("A10")
    default void shouldCarryOneReference() throws Exception {
        var channel = bench().open().channel();
        Expect.equal(0, channel.release(), "release() of a channel as newChannel returned it");
    }

    @Test
    default void shouldLiveAsLongAsItIsReferenced() throws Exception {
        var line = bench().running();
        var channel = line.channel();
        Expect.equal(2, channel.addRef(), "addRef() of a channel with one reference");
        Expect.equal(1, channel.release(), "release() of a channel with two references");
        line.pass(line.mapFrames() / 2);
        Expect.that(line.look() > 0, "the channel stands although it has a reference");
        Expect.equal(0, channel.release(), "release() of a channel with one reference");
        Expect.thrown("readCounter() after the last release", channel::readCounter, DeviceRemovedException.class);
    }

    @Test
    default void shouldCloseOnce() throws Exception {
        var channel = bench().ready().channel();
        channel.addRef();
        channel.close();
        channel.close();
        channel.bufferSize();
        Expect.equal(0, channel.release(), "release() of a second reference after close() twice");
        channel.close();
    }

    @Test
    default void shouldRefuseToGoTwice() throws Exception {
        var channel = bench().ready().channel();
        channel.release();
        Expect.thrown("release() after the last release", channel::release, IllegalStateException.class);
        Expect.thrown("addRef() after the last release", channel::addRef, IllegalStateException.class);
        bench().ready();
    }

    @Test
    default void shouldAnswerItsInterfaces() throws Exception {
        var channel = bench().open().channel();
        for (var type : List.of(IUnknown.class, IDmaChannel.class, IDmaChannelSlave.class)) {
            Expect.that(channel.queryInterface(type).isPresent(), "queryInterface(" + type + ") is empty");
        }
        Expect.that(channel.queryInterface(String.class).isEmpty(), "queryInterface(String) is not empty");
        Expect.equal(0, channel.release(), "release() after queries");
    }
}
