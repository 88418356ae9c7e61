# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What the suites share, inside the guest. The work folder is the current one; a step that fails fails the suite, which goes on.
cd /mnt/work || exit 1
# shellcheck source=/dev/null
. ./settings
# In an emulated processor C1 pays, C2 does not.
export JAVA_TOOL_OPTIONS=-XX:TieredStopAtLevel=1
failed=0

say() { awk -v text="$*" '{ print "[guest " $1 "] " text }' /proc/uptime; }

# step WHAT COMMAND…: runs it and says so.
step() {
  local what=$1
  shift
  say "$what"
  "$@" || { echo "FAILED ($?): $what: $*"; failed=1; }
}

mixers() {
  amixer -q -c AC97 sset Master 100% unmute && amixer -q -c AC97 sset PCM 100% unmute &&
    amixer -q -c HDA sset Master 100% unmute && amixer -q -c HDA sset Capture 100% cap &&
    amixer -q -c ES1370 sset Master 100% unmute && amixer -q -c ES1370 sset PCM 100% unmute && usb_mixer
}
usb_mixer() { amixer -q -c USB sset 'Audio Output Volume Control' 100% unmute; }

# await SECONDS COMMAND…: until it succeeds.
await() {
  local until=$(($1 * 20))
  shift
  while ! "$@" >/dev/null 2>&1; do
    [ $((until -= 1)) -gt 0 ] || return 1
    sleep 0.05
  done
}

# --- the machine's monitor ---
qmp_open() {
  local port
  port=$(grep -l '^qmp$' /sys/class/virtio-ports/*/name) || return 1
  exec 7<>"/dev/$(basename "$(dirname "$port")")" || return 1
  : >/tmp/qmp.out
  cat <&7 >/tmp/qmp.out &
  qmp '{"execute":"qmp_capabilities"}'
}
qmp_answers() { grep -cE '"(return|error)"' /tmp/qmp.out; }
qmp() {
  local before
  before=$(qmp_answers)
  echo "$1" >&7
  await 5 eval "[ \$(qmp_answers) -gt $before ]" || { echo "the monitor does not answer $1"; return 1; }
  ! tail -n 3 /tmp/qmp.out | grep '"error"'
}
usb_there() { [ -e /proc/asound/USB/pcm0p ] && [ -c /dev/snd/pcmC2D0p ]; }
usb_gone() { [ ! -e /proc/asound/USB ]; }
usb_pull() { qmp '{"execute":"device_del","arguments":{"id":"card-usb"}}'; }
# The second time it is heard in usb2.wav. A new card stands at -0.5 dB and a stream would be on it before amixer is, so it is
# turned up while it has no driver yet.
usb_plug() {
  local bus=/sys/bus/usb
  echo 0 >$bus/drivers_autoprobe
  qmp '{"execute":"device_add","arguments":{"driver":"usb-audio","audiodev":"usb2","bus":"xhci.0","port":"1","id":"card-usb"}}' &&
    await 5 test -e $bus/devices/1-1 && echo 1-1 >$bus/drivers/usb/bind && await 5 test -e $bus/devices/1-1:1.0 &&
    usb_full_volume "/dev/bus/usb/$(printf '%03d/%03d' "$(cat $bus/devices/1-1/busnum)" "$(cat $bus/devices/1-1/devnum)")" &&
    echo 1-1:1.0 >$bus/drivers/snd-usb-audio/bind && await 5 usb_there
  local verdict=$?
  echo 1 >$bus/drivers_autoprobe
  return $verdict
}
# USB Audio Class 1: SET_CUR of VOLUME_CONTROL, channels 1 and 2 of unit 2, to +8 dB. (perl-base is on every Debian.)
usb_full_volume() {
  perl -e 'open(my $usb, "+<", $ARGV[0]) or die "$ARGV[0]: $!";
    for my $channel (1, 2) {
      my $data = pack("s<", 0x0800);
      my $transfer = pack("CCSSSLx4P", 0x21, 1, 0x200 | $channel, 0x200, 2, 1000, $data);
      defined(ioctl($usb, 0xC0185500, $transfer)) or die "volume: $!";
    }' "$1"
}
# The path of the USB port, such as 1-1.
usb_path() { basename "$(readlink -f /sys/class/sound/card2/device)" | cut -d: -f1; }

finish() {
  ! dmesg | grep -iE 'oops|bug:|call trace' || { echo 'FAILED: the kernel complains'; failed=1; }
  exit $failed
}
