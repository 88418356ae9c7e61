// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays a file. */
@Command(name = "play", description = "Plays a WAV, AIFF or AU file, from device to device if asked to.")
final class PlayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "What to play; - is standard input.")
    private String file;

    @Option(
            names = "--on",
            paramLabel = "DEVICE",
            description = "The device to play on, or alsa:PCM; the best one if not given.")
    private String device;

    @Option(
            names = "--swap",
            paramLabel = "DEVICE@SECONDS",
            description = "Move to a device at a time of the audio. May be repeated.")
    private List<String> swaps = new ArrayList<>();

    @Option(
            names = "--stop-backend",
            paramLabel = "DEVICE@SECONDS",
            description = "Stop a device's backend at a time of the audio. May be repeated.")
    private List<String> stops = new ArrayList<>();

    @Option(
            names = "--inject",
            paramLabel = Injection.FORM,
            description =
                    "Let something go wrong with a simulated card, at a frame of the card's own clock, or what is in"
                            + " a file (DEVICE:file:PATH). May be repeated.")
    private List<String> injections = new ArrayList<>();

    @Option(names = "--port", paramLabel = PortOption.FORM, description = PortOption.DESCRIPTION)
    private String ports;

    @Option(names = "--exclusive", description = "Share the device with no other stream.")
    private boolean exclusive;

    @Option(
            names = "--gain",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "How loud, 0 to 16; 1 is bit by bit as in the file.")
    private double gain;

    @Option(names = "--policy", paramLabel = PolicyOption.FORM, description = PolicyOption.DESCRIPTION)
    private String policy;

    @Option(
            names = "--convert",
            paramLabel = ConvertOption.FORM,
            defaultValue = ConvertOption.STANDARD,
            description = ConvertOption.DESCRIPTION)
    private String conversion;

    @Option(
            names = "--speed",
            paramLabel = "realtime|max",
            defaultValue = "realtime",
            description = "max: on a virtual clock, as fast as the machine can.")
    private String speed;

    @Option(
            names = "--tap",
            paramLabel = "DIR",
            description = "Write what each device's DMA cursor passed to DIR/DEVICE.wav.")
    private String taps;

    @Option(names = "--report", paramLabel = "FILE.json", description = "Write the stream's account and every swap.")
    private String report;

    private final Workplace workplace;

    PlayCommand(Workplace workplace) {
        this.workplace = workplace;
    }

    @Override
    public Integer call() throws Failure, IOException {
        var plan = new PlayJob.Plan(
                Way.parse(device, ports, policy, conversion).exclusive(exclusive),
                gain,
                orders(),
                injections,
                Speed.parse(speed),
                taps,
                report);
        var terminal = workplace.terminal();
        try (var input = workplace.open(file)) {
            var playback = new PlayJob(workplace.platform(), terminal, plan).run(input);
            terminal.out().println(playback.summary());
        }
        return 0;
    }

    private List<Order> orders() throws Failure {
        var orders = new ArrayList<Order>();
        for (var swap : swaps) {
            orders.add(Order.parse(Order.Kind.SWAP, swap));
        }
        for (var stop : stops) {
            orders.add(Order.parse(Order.Kind.STOP, stop));
        }
        return orders;
    }
}
