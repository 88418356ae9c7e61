// SPDX-License-Identifier: Apache-2.0
package org.wavedock.console;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The top of the command line; says what went wrong in one line. */
@Command(
        name = "wavedock",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Audio streams that outlive the device they play on. Without a command: an interactive shell.")
final class WavedockCommand implements Runnable {
    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show where in the program an error arose.")
    private boolean verbose;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description =
                    "Configurations besides those of the program; a file of the same name replaces one of the program's.")
    private String configurations;

    @Spec
    private CommandSpec spec;

    private final Terminal terminal;

    private WavedockCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The whole command line, ready to be executed. */
    static CommandLine commandLine(Workplace workplace, String version) {
        var terminal = workplace.terminal();
        var top = new WavedockCommand(terminal);
        var line = new CommandLine(top)
                .addSubcommand(new DevicesCommand(workplace))
                .addSubcommand(new PlayCommand(workplace))
                .addSubcommand(new RecordCommand(workplace))
                .addSubcommand(new DemoCommand(workplace))
                .addSubcommand(new SoakCommand(workplace))
                .addSubcommand(new DoctorCommand(workplace));
        line.getCommandSpec().version("Wavedock " + version);
        line.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().version("Wavedock " + version));
        return line.setExpandAtFiles(false)
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setExecutionStrategy(parsed -> top.execute(workplace, parsed))
                .setParameterExceptionHandler((e, arguments) -> top.misused(e))
                .setExecutionExceptionHandler((e, command, result) -> top.failed(e));
    }

    /** What is common to all commands, then the command. */
    private int execute(Workplace workplace, ParseResult parsed) {
        if (configurations != null) {
            try {
                workplace.platform().configureFrom(configurations);
            } catch (Failure e) {
                return failed(e);
            }
        }
        return new RunLast().execute(parsed);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "no command, expected one of "
                        + String.join(", ", spec.commandLine().getSubcommands().keySet()));
    }

    private int misused(ParameterException e) {
        var command = e.getCommandLine().getCommandSpec().qualifiedName();
        terminal.note(e.getMessage() + " (see ./" + command + " --help)");
        show(e);
        return Failure.USAGE;
    }

    private int failed(Exception e) {
        if (e instanceof Failure failure) {
            terminal.note(failure.getMessage());
            show(failure);
            return failure.exitCode();
        }
        terminal.note("internal error: " + e + " (--verbose shows where)");
        show(e);
        return Failure.FAILED;
    }

    private void show(Exception e) {
        if (verbose) {
            e.printStackTrace(terminal.err());
        }
    }
}
