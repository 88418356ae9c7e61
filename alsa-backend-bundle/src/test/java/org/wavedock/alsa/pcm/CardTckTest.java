// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.pcm;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.wavedock.alsa.rig.VirtualCard;
import org.wavedock.dma.DmaChannelProvider;
import org.wavedock.tck.Ability;
import org.wavedock.tck.BackendTck;
import org.wavedock.tck.TestClock;
import org.wavedock.tck.TestedDevice;
import org.wavedock.wave.Direction;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;

/** The rules for backends, kept by a PCM of a card that runs in real time. */
class CardTckTest extends BackendTck {
    @TempDir
    private Path folder;

    @Override
    protected TestedDevice device() throws Exception {
        return new CardOnTheBench(VirtualCard.in(folder, "t"));
    }

    /** What it is heard to play is in its file; a PCM cannot pause, nor go round a part of its ring. */
    private static final class CardOnTheBench extends TestedDevice {
        private final TestClock clock = TestClock.real();
        private final VirtualCard card;
        private final AlsaDevice device;

        CardOnTheBench(VirtualCard card) throws Exception {
            this.card = card;
            device = Pcms.device(card.configuration());
        }

        @Override
        public DmaChannelProvider provider() {
            return device;
        }

        @Override
        public TestClock clock() {
            return clock;
        }

        @Override
        public List<WaveFormat> formats(Direction direction) {
            return List.of(new WaveFormat(48_000, 2, Encoding.S16), new WaveFormat(44_100, 1, Encoding.S32));
        }

        @Override
        public Set<Ability> abilities() {
            return EnumSet.of(Ability.TRANSFER_CONTROL, Ability.COMMITMENTS, Ability.UNPLUG, Ability.HEARD);
        }

        @Override
        public byte[] heard(int substream) {
            return card.rendered();
        }

        @Override
        public void unplug() {
            device.close();
        }

        @Override
        public void close() {
            device.close();
            card.close();
        }
    }
}
