// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the devices. */
@Command(name = "devices", description = "Lists the devices, the best first.")
final class DevicesCommand implements Callable<Integer> {
    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    private final Workplace workplace;

    DevicesCommand(Workplace workplace) {
        this.workplace = workplace;
    }

    @Override
    public Integer call() throws Failure {
        var platform = workplace.platform();
        try {
            var devices = platform.start(Speed.REALTIME, platform.configurationFiles())
                    .devices();
            workplace.terminal().out().println(json ? Devices.json(devices) : Devices.table(devices));
            return 0;
        } finally {
            platform.stop();
        }
    }
}
