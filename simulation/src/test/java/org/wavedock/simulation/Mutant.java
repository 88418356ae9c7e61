// SPDX-License-Identifier: Apache-2.0
package org.wavedock.simulation;

import java.util.List;
import java.util.stream.Stream;

/**
 * A runtime with one known fault.
 *
 * @param what the fault, as the documentation has it
 * @param file the source below {@code org/wavedock/runtime}
 * @param original what stands there exactly once
 * @param mutated what stands there instead
 * @param broken the invariant that finds it
 * @param within how many seeds, from 1, that takes at most
 */
record Mutant(String what, String file, String original, String mutated, Invariant broken, int within) {
    private static final String RENDER = "port/RenderPin.java";
    private static final String CAPTURE = "port/CapturePin.java";
    private static final String PCI_CAPTURE = "port/PciCapturePin.java";
    private static final String BINDING = "engine/Binding.java";
    private static final String ROUTE = "engine/Route.java";
    private static final String CHOICE = "engine/Choice.java";
    private static final String MIX = "port/share/MixLine.java";
    private static final String LEDGER = "engine/Ledger.java";

    static List<Mutant> all() {
        return Stream.of(
                        rendering(),
                        fetching(),
                        handingOver(),
                        routing(),
                        choosing(),
                        counting(),
                        capturing(),
                        sharing(),
                        watching())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Mutant> rendering() {
        return List.of(
                new Mutant(
                        "a device starts one frame too late",
                        RENDER,
                        "next = streamFrame;",
                        "next = streamFrame == 0 ? 0 : streamFrame + 1;",
                        Invariant.NO_FRAME_SKIPPED,
                        50),
                new Mutant(
                        "a device starts one frame too early",
                        RENDER,
                        "next = streamFrame;",
                        "next = streamFrame == 0 ? 0 : streamFrame - 1;",
                        Invariant.PLANNED_SWAPS_REPEAT_NOTHING,
                        50),
                new Mutant(
                        "frames are counted before the FIFO has let them out",
                        RENDER,
                        "fifoFrames = terms.fifoFrames();",
                        "fifoFrames = 0;",
                        Invariant.LEDGER_AGREES,
                        50),
                new Mutant(
                        "two halves of a piece are exchanged",
                        RENDER,
                        "source.copyTo(streamFrame + done, piece, channel, offset * frameBytes);",
                        "var half = piece / 2; source.copyTo(streamFrame + done + half, piece - half, channel, offset * frameBytes);"
                                + " source.copyTo(streamFrame + done, half, channel, (offset + piece - half) * frameBytes);",
                        Invariant.ORDER_KEPT,
                        50),
                new Mutant(
                        "what the cursor left behind is not silenced",
                        RENDER,
                        "silence(Math.max(silentEnd, position), position + ringFrames);",
                        "",
                        Invariant.ORDER_KEPT,
                        50));
    }

    private static List<Mutant> fetching() {
        return List.of(
                new Mutant(
                        "frames fetched through WavePci are put on record a frame too late",
                        "port/PciRenderPin.java",
                        "log.offer(origin + position, base + position, frames, true)",
                        "log.offer(origin + position + 1, base + position, frames, true)",
                        Invariant.LEDGER_AGREES,
                        50),
                new Mutant(
                        "what a bus master fetched before it waited is put on record after the wait",
                        "port/WavePciPin.java",
                        "account(end - position);",
                        "",
                        Invariant.LEDGER_AGREES,
                        50));
    }

    private static List<Mutant> handingOver() {
        return List.of(
                new Mutant(
                        "a pause forgets what was placed and not heard",
                        BINDING,
                        "pin.aim(pin.resumeFrame());\n        pin.fill();",
                        "pin.aim(pin.nextFrame());\n        pin.fill();",
                        Invariant.NO_FRAME_SKIPPED,
                        50),
                new Mutant(
                        "a lost device passes the frame after the last one it was given",
                        BINDING,
                        "baton.pass(pin.resumeFrame(), pin.lastLook(), doubtful);",
                        "baton.pass(pin.nextFrame(), pin.lastLook(), doubtful);",
                        Invariant.NO_FRAME_SKIPPED,
                        50),
                new Mutant(
                        "a lost device passes a frame of long ago",
                        BINDING,
                        "baton.pass(pin.resumeFrame(), pin.lastLook(), doubtful);",
                        "baton.pass(Math.max(firstFrame, pin.resumeFrame() - 5_000), pin.lastLook(), doubtful);",
                        Invariant.REPEATS_BOUNDED,
                        300),
                new Mutant(
                        "a device that handed over is cut off before its FIFO is empty",
                        BINDING,
                        "!pin.quiet()",
                        "!pin.drained()",
                        Invariant.NO_FRAME_SKIPPED,
                        50),
                new Mutant(
                        "a successor is aimed once",
                        BINDING,
                        "frame != NOWHERE && frame != aimedAt",
                        "frame != NOWHERE && aimedAt == NOWHERE",
                        Invariant.EVERYTHING_ENDS,
                        300),
                new Mutant(
                        "a pump is never done",
                        BINDING,
                        "        pump.wantBy(Pump.nextTick(now, period));",
                        "        pump.wantBy(now);",
                        Invariant.EVERYTHING_ENDS,
                        50));
    }

    private static List<Mutant> routing() {
        return List.of(
                new Mutant(
                        "a stream on no device is taken for one that runs",
                        ROUTE,
                        "state = active == null ? State.UNROUTED : State.RUNNING;",
                        "state = State.RUNNING;",
                        Invariant.NO_WORK_FAILS,
                        50),
                new Mutant(
                        "a leaving device without a successor is not drained",
                        ROUTE,
                        "return leaving && drain(null);",
                        "return false;",
                        Invariant.PLANNED_SWAPS_REPEAT_NOTHING,
                        300),
                new Mutant(
                        "a use of a device is never given back",
                        "engine/Device.java",
                        "uses.decrementAndGet();",
                        "",
                        Invariant.NOTHING_LEAKS,
                        50),
                new Mutant(
                        "a stream's memory stays on the bus",
                        "port/WavePciPin.java",
                        "letGo(\"memory\", () -> opened.port().unmap(opened.pages()));",
                        "",
                        Invariant.NOTHING_LEAKS,
                        50));
    }

    private static List<Mutant> choosing() {
        return List.of(
                new Mutant(
                        "a pinned stream goes wherever it can",
                        CHOICE,
                        "candidates.removeIf(device -> !wish.isFor(device));",
                        "",
                        Invariant.POLICY_KEPT,
                        50),
                new Mutant(
                        "a reluctant stream is after the best device",
                        CHOICE,
                        "request.policy().selection() != Selection.GREEDY &&",
                        "request.policy().selection() == Selection.PINNED &&",
                        Invariant.POLICY_KEPT,
                        50),
                new Mutant(
                        "a stream that is to fail without a device waits",
                        ROUTE,
                        "absence() != Absence.FAIL",
                        "board != null",
                        Invariant.POLICY_KEPT,
                        50),
                new Mutant(
                        "a stream that is to wait for a device goes by without one",
                        ROUTE,
                        "absence() == Absence.DISCARD",
                        "absence() != Absence.FAIL",
                        Invariant.POLICY_KEPT,
                        50));
    }

    private static List<Mutant> counting() {
        return List.of(
                new Mutant(
                        "lost frames are forgotten at the next piece",
                        LEDGER,
                        "lost += Math.max(0, piece.streamFrame() - nextStreamFrame);",
                        "lost = Math.max(0, piece.streamFrame() - nextStreamFrame);",
                        Invariant.POSITIONS_NEVER_GO_BACK,
                        300),
                new Mutant(
                        "pieces are joined over a silence",
                        LEDGER,
                        "&& deviceEnd(last) == piece.deviceFrame()",
                        "",
                        Invariant.LEDGER_AGREES,
                        50),
                new Mutant(
                        "a client may write over frames that are not heard yet",
                        "engine/ManagedStream.java",
                        "return history - (ring.end() - heardFrame());",
                        "return history - (ring.end() - heardFrame()) + 4_000;",
                        Invariant.LEDGER_AGREES,
                        50));
    }

    private static List<Mutant> capturing() {
        return List.of(
                new Mutant(
                        "captured frames are taken from the wrong place",
                        CAPTURE,
                        "var offset = (int) ((read + done) % ringFrames);",
                        "var offset = (int) ((read + done + 1) % ringFrames);",
                        Invariant.CAPTURE_AGREES,
                        50),
                new Mutant(
                        "what a stopped device had captured is not delivered",
                        CAPTURE,
                        "deliver(lastLook());\n        skip(position - read);",
                        "",
                        Invariant.CAPTURE_AGREES,
                        300),
                new Mutant(
                        "dropped frames keep their numbers",
                        CAPTURE,
                        "books.open();\n            read += frames;\n            next += frames;",
                        "books.open();\n            read += frames;",
                        Invariant.CAPTURE_GAPS_EXACT,
                        50),
                new Mutant(
                        "what was let pass at the end has no number",
                        PCI_CAPTURE,
                        "nextNumber = number();",
                        "",
                        Invariant.CAPTURE_AGREES,
                        300));
    }

    private static List<Mutant> sharing() {
        return List.of(
                new Mutant(
                        "a voice that has gone stays in the sum",
                        MIX,
                        "sum[to + i] -= share[from + i];",
                        "",
                        Invariant.LEDGER_AGREES,
                        300),
                new Mutant(
                        "a voice is mixed in a frame too late",
                        MIX,
                        "var shift = (int) (who.base() % ringFrames);",
                        "var shift = (int) ((who.base() + 1) % ringFrames);",
                        Invariant.LEDGER_AGREES,
                        300),
                new Mutant(
                        "what a shared device was never given may have been heard",
                        MIX,
                        "return Math.max(0, committed - who.base());",
                        "return Long.MAX_VALUE;",
                        Invariant.PLANNED_SWAPS_REPEAT_NOTHING,
                        300));
    }

    private static List<Mutant> watching() {
        return List.of(
                new Mutant(
                        "a device may stand for two seconds",
                        "port/Watch.java",
                        "STALL_NANOS = 200_000_000;",
                        "STALL_NANOS = 2_000_000_000;",
                        Invariant.STANDSTILL_NOTICED,
                        300),
                new Mutant(
                        "a device may not stand for 20 ms",
                        "port/Watch.java",
                        "STALL_NANOS = 200_000_000;",
                        "STALL_NANOS = 20_000_000;",
                        Invariant.NOBODY_BLAMED,
                        300),
                new Mutant(
                        "a device may keep the pump",
                        "engine/Device.java",
                        "return pumpHangs;",
                        "return false;",
                        Invariant.STANDSTILL_NOTICED,
                        300));
    }

    /** Whether a finding is the one that is expected of it. */
    boolean isFoundBy(String finding) {
        return finding.contains(": " + broken + ": ");
    }

    /** Its row in the documentation. */
    String row() {
        return "| " + what + " | `" + file + "` | `" + broken + "` | " + within + " |";
    }

    @Override
    public String toString() {
        return what;
    }
}
