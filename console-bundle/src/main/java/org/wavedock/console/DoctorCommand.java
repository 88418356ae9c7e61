// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.wavedock.dma.BackendDiagnosis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says why a device is not usable. */
@Command(
        name = "doctor",
        description = "Says why a device is not usable, or not there. Exit code 1 if there is any problem.")
final class DoctorCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DEVICE|PCM",
            arity = "0..*",
            description = "A device, alsa:PCM, or what ALSA calls a PCM; everything if not given.")
    private List<String> names = new ArrayList<>();

    private final Workplace workplace;

    DoctorCommand(Workplace workplace) {
        this.workplace = workplace;
    }

    @Override
    public Integer call() throws Failure {
        var platform = workplace.platform();
        try {
            var lines = new ArrayList<String>();
            var trouble = start(platform, platform.configurationFiles());
            var doctor = platform.doctor();
            if (trouble != null && doctor.complaints().isEmpty()) {
                lines.add(BackendDiagnosis.PROBLEM + trouble);
            }
            lines.addAll(doctor.examine(names));
            lines.forEach(workplace.terminal().out()::println);
            return lines.stream().anyMatch(Doctor::isProblem) ? Failure.FAILED : 0;
        } finally {
            platform.stop();
        }
    }

    /** A platform that does not come up is what a doctor is for: returns why, or null. */
    private static String start(Platform platform, List<ConfigurationFile> files) throws Failure {
        try {
            platform.start(Speed.REALTIME, files);
            return null;
        } catch (Failure e) {
            if (e.isCancelled()) {
                throw e;
            }
            return e.getMessage();
        }
    }
}
