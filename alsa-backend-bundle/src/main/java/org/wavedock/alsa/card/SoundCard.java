// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.card;

/**
 * A PCM device of a card, as the kernel shows it.
 *
 * @param index the card's number now
 * @param id the card's id
 * @param usbPath the USB port it is plugged into, such as {@code 1-1.2}, or an empty text
 * @param usbId vendor, product and serial number of the USB device, such as {@code 0d8c:0014:A1}, or an empty text if it has none
 * @param device the PCM device's number
 * @param title for people
 */
public record SoundCard(int index, String id, String usbPath, String usbId, int device, String title) {
    /** The kernel's way to tell two cards with the same id apart depends on which came first; the USB port does not. */
    private static final String SUFFIX = "_\\d+$";

    /** The platform's name: the same whenever the same card is in the same place. */
    public String name() {
        var card = usbPath.isEmpty() ? id : id.replaceFirst(SUFFIX, "") + ":" + usbPath;
        return "alsa:" + card.replaceAll("[^\\p{Alnum}._:,=-]", "-") + suffix();
    }

    /** What the card is recognised by: its serial number wherever it is plugged in, else its name. */
    public String identity() {
        return usbId.isEmpty() ? name() : "usb:" + usbId.replaceAll("\\s", "-") + suffix();
    }

    private String suffix() {
        return device == 0 ? "" : "," + device;
    }

    /** libasound's name, as long as the card is there. */
    public String pcm() {
        return "hw:" + index + "," + device;
    }
}
