// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.util.List;
import java.util.Map;
import org.wavedock.stream.Segment;
import org.wavedock.stream.StreamSnapshot;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.WaveFormat;

/**
 * What came of playing a file.
 *
 * @param file its name
 * @param format its format
 * @param policy its policy, as people write it
 * @param ledger the account of the stream, closed
 * @param swaps every change of device
 * @param taps the file name of each tap by its name, which is its device's for a device's first substream
 */
record Playback(
        String file,
        WaveFormat format,
        String policy,
        StreamSnapshot ledger,
        List<SwapReport> swaps,
        Map<String, String> taps) {

    /** The first device that played, or null if none did. */
    String device() {
        return ledger.segments().stream().map(Segment::device).findFirst().orElse(null);
    }

    /** For people. */
    String summary() {
        var text = new StringBuilder(file).append(": ").append(format);
        text.append(", ").append(Seconds.format(ledger.framesSubmitted(), format.sampleRate()));
        text.append(", policy ").append(policy);
        if (!swaps.isEmpty()) {
            text.append("\n\n").append(swapTable());
        }
        return text.append("\n\n").append(ledgerTable()).toString();
    }

    private String swapTable() {
        var heads = List.of("at frame", "at", "from", "to", "reason", "gap frames", "gap us", "lost", "repeated");
        return Table.of(
                heads,
                swaps.stream()
                        .map(swap -> List.of(
                                swap.atFrame(),
                                Seconds.format(swap.atFrame(), format.sampleRate()),
                                swap.from() == null ? "-" : swap.from(),
                                swap.to() == null ? "-" : ConvertOption.device(swap.to(), swap.toFormat(), format),
                                swap.reason(),
                                swap.gapFrames(),
                                swap.gapMicros(),
                                swap.framesLost(),
                                swap.framesRepeated()))
                        .toList());
    }

    /** The pieces, in a table. */
    String segmentTable() {
        var heads = List.of("tap", "tap frame", "stream frame", "frames", "confirmed");
        return Table.of(
                heads,
                ledger.segments().stream()
                        .map(segment -> List.of(
                                TapFolder.name(segment.device(), segment.substream()),
                                segment.deviceFrame(),
                                segment.streamFrame(),
                                segment.frames(),
                                segment.confirmed() ? "yes" : "no"))
                        .toList());
    }

    private String ledgerTable() {
        var heads = List.of("submitted", "rendered", "lost", "dropped", "repeated", "silence");
        return Table.of(
                heads,
                List.of(List.of(
                        ledger.framesSubmitted(),
                        ledger.framesRendered(),
                        ledger.framesLost(),
                        ledger.framesDropped(),
                        ledger.framesRepeated(),
                        ledger.framesSilence())));
    }
}
