// SPDX-License-Identifier: Apache-2.0
package org.wavedock.alsa.rig;

/** Something that tests call and that not every machine has, with the Debian package that brings it. */
public enum Tool {
    GCC("gcc", "gcc"),
    /** A header, not a program. */
    ALSA_HEADERS("alsa/asoundlib.h", "libasound2-dev"),
    APLAY("aplay", "alsa-utils"),
    ARECORD("arecord", "alsa-utils"),
    SOX("sox", "sox"),
    DBUS_DAEMON("dbus-daemon", "dbus-daemon"),
    PIPEWIRE("pipewire", "pipewire"),
    WIREPLUMBER("wireplumber", "wireplumber"),
    WPCTL("wpctl", "wireplumber"),
    PW_RECORD("pw-record", "pipewire-bin"),
    PW_CLI("pw-cli", "pipewire-bin"),
    /** A plug-in of alsa-lib. */
    PIPEWIRE_PCM("libasound_module_pcm_pipewire.so", "pipewire-alsa");

    final String file;
    final String debianPackage;

    Tool(String file, String debianPackage) {
        this.file = file;
        this.debianPackage = debianPackage;
    }
}
