// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundCardsTest {
    @TempDir
    Path root;

    private void card(int index, String id, String place) throws IOException {
        var folder = Files.createDirectories(root.resolve("proc/asound/card" + index));
        Files.writeString(folder.resolve("id"), id + "\n");
        Files.createSymbolicLink(root.resolve("proc/asound/" + id), Path.of("card" + index));
        var device = Files.createDirectories(root.resolve("sys/devices/" + place + "/sound/card" + index));
        Files.createDirectories(root.resolve("sys/class/sound"));
        Files.createSymbolicLink(root.resolve("sys/class/sound/card" + index), device);
    }

    private void pcm(int card, String pcm, String info) throws IOException {
        var folder = Files.createDirectories(root.resolve("proc/asound/card" + card + "/" + pcm));
        Files.writeString(folder.resolve("info"), info);
    }

    private List<SoundCard> list() {
        return new SoundCards(root).list();
    }

    @Test
    void withoutSoundInTheKernelThereIsNone() {
        assertThat(list()).isEmpty();
    }

    @Test
    void aBuiltInCardIsNamedByItsIdAndEachOfItsDevicesOnce() throws IOException {
        card(0, "PCH", "pci0000:00/0000:00:1f.3");
        pcm(0, "pcm0p", "card: 0\ndevice: 0\nid: ALC257 Analog\nname: ALC257 Analog\nsubname: subdevice #0\n");
        pcm(0, "pcm0c", "card: 0\ndevice: 0\nid: ALC257 Analog\nname: ALC257 Analog\n");
        pcm(0, "pcm3p", "card: 0\ndevice: 3\nid: HDMI 0\nname:\n");
        Files.createDirectories(root.resolve("proc/asound/card0/codec#0"));
        assertThat(list())
                .containsExactly(
                        new SoundCard(0, "PCH", "", "", 0, "ALC257 Analog"),
                        new SoundCard(0, "PCH", "", "", 3, "HDMI 0"));
        assertThat(list()).extracting(SoundCard::name).containsExactly("alsa:PCH", "alsa:PCH,3");
        assertThat(list()).extracting(SoundCard::pcm).containsExactly("hw:0,0", "hw:0,3");
    }

    @Test
    void aUsbCardIsNamedByItsPortWhicheverOfTwoCameFirst() throws IOException {
        card(2, "Device", "pci0000:00/0000:00:14.0/usb1/1-1/1-1.2/1-1.2:1.0");
        card(1, "Device_1", "pci0000:00/0000:00:14.0/usb1/1-3/1-3:1.0");
        pcm(1, "pcm0p", "name: USB Audio\n");
        pcm(2, "pcm0p", "name: USB Audio\n");
        assertThat(list()).extracting(SoundCard::name).containsExactly("alsa:Device:1-3", "alsa:Device:1-1.2");
    }

    @Test
    void aUsbCardWithASerialNumberIsRecognisedInAnyPort() throws IOException {
        card(0, "Dac", "pci0000:00/usb1/1-1/1-1.2/1-1.2:1.0");
        card(1, "Dac_1", "pci0000:00/usb1/1-3/1-3:1.0");
        pcm(0, "pcm0p", "name: USB Audio\n");
        pcm(0, "pcm1p", "name: USB Audio\n");
        pcm(1, "pcm0p", "name: USB Audio\n");
        var port = root.resolve("sys/devices/pci0000:00/usb1/1-1/1-1.2");
        Files.writeString(port.resolve("idVendor"), "0d8c\n");
        Files.writeString(port.resolve("idProduct"), "0014\n");
        Files.writeString(port.resolve("serial"), "A 1\n");
        assertThat(list())
                .extracting(SoundCard::identity)
                .containsExactly("usb:0d8c:0014:A-1", "usb:0d8c:0014:A-1,1", "alsa:Dac:1-3");
    }

    @Test
    void theSuffixStaysWhereThereIsNoPortToTellCardsApart() throws IOException {
        card(0, "Dummy_1", "platform/snd_dummy.1");
        pcm(0, "pcm0p", "");
        assertThat(list()).containsExactly(new SoundCard(0, "Dummy_1", "", "", 0, "Dummy_1"));
    }

    @Test
    void cardsAreSortedByNumberNotByText() throws IOException {
        for (var index : new int[] {10, 2, 0}) {
            card(index, "C" + index, "platform/c" + index);
            pcm(index, "pcm0c", "name: x\n");
        }
        assertThat(list()).extracting(SoundCard::index).containsExactly(0, 2, 10);
    }

    @Test
    void aCardThatGoesWhileItIsReadIsLeftOut() throws IOException {
        Files.createDirectories(root.resolve("proc/asound/card0/pcm0p"));
        card(1, "Midi", "platform/midi");
        Files.createSymbolicLink(root.resolve("proc/asound/card7"), root.resolve("nowhere"));
        assertThat(list()).isEmpty();
    }
}
