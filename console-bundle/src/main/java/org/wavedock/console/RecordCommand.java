// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.wavedock.wave.Encoding;
import org.wavedock.wave.WaveFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records a device. */
@Command(name = "record", description = "Records a device to a WAV file.")
final class RecordCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The WAV file to write.")
    private String file;

    @Option(names = "--seconds", paramLabel = "N", required = true, description = "How long.")
    private String seconds;

    @Option(
            names = "--from",
            paramLabel = "DEVICE",
            description = "The device, or alsa:PCM; the best one if not given.")
    private String device;

    @Option(names = "--rate", paramLabel = "HZ", defaultValue = "48000", description = "Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(names = "--channels", paramLabel = "N", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
    private int channels;

    @Option(
            names = "--encoding",
            paramLabel = "E",
            defaultValue = "s16",
            description = "u8, s16, s24_packed, s24_in_32, s32 or float32. Default: ${DEFAULT-VALUE}.")
    private String encoding;

    @Option(names = "--port", paramLabel = PortOption.FORM, description = PortOption.DESCRIPTION)
    private String ports;

    @Option(names = "--exclusive", description = "Share the device with no other stream.")
    private boolean exclusive;

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

    private final Workplace workplace;

    RecordCommand(Workplace workplace) {
        this.workplace = workplace;
    }

    @Override
    public Integer call() throws Failure {
        var format = format();
        var frames = Seconds.parse("--seconds", seconds).frame(rate);
        if (frames == 0) {
            throw Failure.usage("--seconds is \"" + seconds + "\", expected at least one frame, such as 1.5");
        }
        var job = new RecordJob(
                workplace,
                new RecordJob.Plan(
                        Way.parse(device, ports, policy, conversion).exclusive(exclusive),
                        format,
                        frames,
                        Speed.parse(speed)));
        job.run(OutputFile.prepare(file));
        return 0;
    }

    private WaveFormat format() throws Failure {
        try {
            return new WaveFormat(rate, channels, parseEncoding());
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e.getMessage());
        }
    }

    private Encoding parseEncoding() {
        var all = Arrays.stream(Encoding.values()).map(Encoding::name).toList();
        var name = encoding.toUpperCase(Locale.ROOT);
        if (!all.contains(name)) {
            throw new IllegalArgumentException("--encoding is \"" + encoding + "\", expected one of "
                    + String.join(", ", all).toLowerCase(Locale.ROOT));
        }
        return Encoding.valueOf(name);
    }
}
