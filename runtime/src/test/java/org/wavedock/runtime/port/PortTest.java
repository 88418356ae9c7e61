// SPDX-License-Identifier: Apache-2.0
package org.wavedock.runtime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wavedock.dma.CUnknown;
import org.wavedock.dma.IUnknown;
import org.wavedock.portcls.DataRange;
import org.wavedock.portcls.FilterDescriptor;
import org.wavedock.portcls.IMiniportWaveCyclic;
import org.wavedock.portcls.IMiniportWaveCyclicStream;
import org.wavedock.portcls.IPinCount;
import org.wavedock.portcls.IPortWaveCyclic;
import org.wavedock.portcls.IPowerNotify;
import org.wavedock.portcls.IResourceList;
import org.wavedock.portcls.NewStream;
import org.wavedock.wave.AudioException;
import org.wavedock.wave.Reason;
import org.wavedock.wave.WaveFormat;

@DisplayName("What ports share")
class PortTest {
    /** Writes down what the port does with it. */
    private static final class Miniport extends CUnknown implements IMiniportWaveCyclic, IPinCount, IPowerNotify {
        private final List<String> calls = new ArrayList<>();
        private AudioException refusal;

        @Override
        public <T> Optional<T> queryInterface(Class<T> type) {
            calls.add(type.getSimpleName());
            return super.queryInterface(type);
        }

        @Override
        public void init(IUnknown adapter, IResourceList resources, IPortWaveCyclic port) throws AudioException {
            calls.add("init");
            if (refusal != null) {
                throw refusal;
            }
        }

        @Override
        public FilterDescriptor getDescription() {
            calls.add("getDescription");
            return new FilterDescriptor(List.of());
        }

        @Override
        public Optional<WaveFormat> dataRangeIntersection(int pin, DataRange clientRange) {
            throw new AssertionError("nobody asked");
        }

        @Override
        public NewStream<IMiniportWaveCyclicStream> newStream(int pin, boolean capture, WaveFormat format) {
            throw new AssertionError("nobody asked");
        }

        @Override
        public Counts pinCount(int pin, Counts counts) {
            throw new AssertionError("nobody asked");
        }

        @Override
        public void powerChangeNotify(PowerState newState) {
            throw new AssertionError("nobody asked");
        }

        @Override
        protected void destroy() {
            calls.add("destroy");
        }
    }

    private final Miniport miniport = new Miniport();
    private final WaveCyclicPort port = new WaveCyclicPort();

    @Test
    @Tag("B08")
    @DisplayName("init is the miniport's init, its description, then its optional interfaces")
    void shouldInitInOrder() throws AudioException {
        port.init(miniport, null, null);
        assertThat(miniport.calls)
                .containsExactly("IMiniportWaveCyclic", "init", "getDescription", "IPinCount", "IPowerNotify");
        assertThat(port.pinCount()).containsSame(miniport);
        assertThat(port.powerNotify()).containsSame(miniport);
    }

    @Test
    @DisplayName("a miniport that refuses is let go of, and the port can be bound to it later")
    void shouldBindAfterARefusal() throws AudioException {
        miniport.refusal = new AudioException(Reason.DEVICE_CONFIGURATION_ERROR, "no");
        assertThatThrownBy(() -> port.init(miniport, null, null)).isSameAs(miniport.refusal);
        assertThat(miniport.calls).endsWith("init");
        assertThat(port.description()).isNull();
        miniport.refusal = null;
        port.init(miniport, null, null);
        assertThat(miniport.release()).isOne();
        assertThat(port.release()).isZero();
        assertThat(miniport.calls).endsWith("destroy");
    }
}
