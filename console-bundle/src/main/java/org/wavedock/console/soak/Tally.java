// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console.soak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.wavedock.stream.AudioStream;
import org.wavedock.stream.SwapReason;
import org.wavedock.stream.SwapReport;
import org.wavedock.wave.WaveFormat;

/** The numbers of a soak, and what every change of device has to keep to. Thread-safe. */
final class Tally {
    private final Violations violations;
    private final Map<SwapReason, Long> swaps = new EnumMap<>(SwapReason.class);
    private final Map<Action, Long> actions = new EnumMap<>(Action.class);
    private final Gaps plannedGaps = new Gaps();
    private long plannedLost;
    private long plannedRepeated;
    private long surpriseLost;
    private long surpriseRepeated;
    private long worstSurprise;

    private long submitted;
    private long rendered;
    private long lostByClose;
    private long lostInFifos;
    private long repeated;
    private long silence;
    private long heard;
    private long captured;
    private long read;
    private long unread;
    private long streams;

    /** The changes of device since the last {@link #forget}, for whoever looks for what went wrong. */
    private final List<String> told = new ArrayList<>();

    Tally(Violations violations) {
        this.violations = violations;
    }

    /** Counts how a stream goes from device to device. */
    synchronized void follow(AudioStream stream) {
        streams++;
        stream.onSwap(swap -> count(stream, swap));
    }

    /** A planned swap loses and repeats nothing; a surprise repeats what no one can know to have been heard. */
    private synchronized void count(AudioStream stream, SwapReport swap) {
        swaps.merge(swap.reason(), 1L, Long::sum);
        told.add(stream.request().name() + " through " + stream.request().ports() + ": " + swap);
        var who = "stream " + stream.request().name() + ": ";
        violations.require(swap.framesLost() == 0, who + "frames lost in " + swap);
        if (swap.reason() == SwapReason.DEVICE_LOST) {
            var bound = bound(stream);
            violations.require(
                    swap.framesRepeated() <= bound, who + "more than " + bound + " frames repeated in " + swap);
            surpriseLost += swap.framesLost();
            surpriseRepeated += swap.framesRepeated();
            worstSurprise = Math.max(worstSurprise, swap.framesRepeated());
        } else {
            violations.require(swap.framesRepeated() == 0, who + "frames repeated in " + swap);
            plannedLost += swap.framesLost();
            plannedRepeated += swap.framesRepeated();
            if (swap.from() != null && swap.reason() != SwapReason.DEVICE_ARRIVED) {
                plannedGaps.add(swap.gapMicros());
            }
        }
    }

    /** Lead, what the device holds, and a period. */
    private static long bound(AudioStream stream) {
        WaveFormat format = stream.request().format();
        return format.framesIn(stream.request().lead().toNanos()) + Fleet.MOST_HELD + Fleet.PERIOD;
    }

    /** The changes of device in this leg. */
    synchronized List<String> told() {
        return List.copyOf(told);
    }

    /** A leg is over in which nothing went wrong. */
    synchronized void forget() {
        told.clear();
    }

    synchronized void did(Action action) {
        actions.merge(action, 1L, Long::sum);
    }

    synchronized void played(Account.Sums sums, long unheard, long silenceInAll) {
        submitted += sums.submitted();
        rendered += sums.rendered();
        lostByClose += sums.lost() - unheard;
        lostInFifos += unheard;
        repeated += sums.repeated();
        silence += silenceInAll;
    }

    synchronized void heard(long frames) {
        heard += frames;
    }

    synchronized void captured(long fromDevices, long byClient, long lost) {
        captured += fromDevices;
        read += byClient;
        unread += lost;
    }

    /** Changes of device so far. */
    synchronized long swaps() {
        return swaps.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The numbers so far. */
    synchronized Figures figures() {
        return new Figures(
                Map.copyOf(actions),
                streams,
                new Figures.Swaps(
                        Map.copyOf(swaps),
                        plannedLost,
                        plannedRepeated,
                        plannedGaps.percentile(50),
                        plannedGaps.percentile(90),
                        plannedGaps.longest(),
                        surpriseLost,
                        surpriseRepeated,
                        worstSurprise),
                new Figures.Render(submitted, rendered, lostByClose, lostInFifos, repeated, silence, heard),
                new Figures.Capture(captured, read, unread));
    }
}
