package org.furwock.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.furwock.bench.report.Prose;
import org.furwock.bench.report.ResultTable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The top-level command. */
@Command(
        name = "furwock-bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Measures the costs and gains of Furwock on this machine.",
        subcommands = {
            CompareCommand.class,
            ReportCommand.class,
            LocksCommand.class,
            DeadlocksCommand.class,
            ProbeCommand.class,
            InfoCommand.class,
            DemoCommand.class,
            ShmCommand.class,
            SmokeCommand.class,
            HelpCommand.class
        },
        footer = {"", "Start with: java -jar furwock-bench.jar compare"})
public final class BenchCommand implements Runnable {

    @Spec CommandSpec spec;

    /** Called by picocli. */
    BenchCommand() {}

    /** Runs it; the exit status is 0 if done, 1 if it failed, 2 for wrong usage. */
    public static int run(String... args) {
        CommandLine line = new CommandLine(new BenchCommand());
        line.addSubcommand("jmh", JmhCommand.line());
        line.setUsageHelpWidth(ResultTable.WIDTH);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionStrategy(parsed -> execute(parsed, args));
        line.setParameterExceptionHandler(BenchCommand::refuse);
        line.setExecutionExceptionHandler(BenchCommand::explain);
        return line.execute(args);
    }

    private static int execute(ParseResult parsed, String... args) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        CommandLine command = parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1);
        if (command.getCommand() instanceof JmhUser && Relaunch.isNeeded()) {
            return relaunch(command, args);
        }
        if (!(command.getCommand() instanceof JmhCommand)) {
            // Forks of peers exist side by side and take turns. JMH's own lock would forbid that.
            System.setProperty("jmh.ignoreLock", "true");
        }
        return new RunLast().execute(parsed);
    }

    private static int relaunch(CommandLine command, String... args) {
        try {
            return Relaunch.run(args);
        } catch (IOException e) {
            throw new ExecutionException(command, "cannot start another JVM: " + e, e);
        } catch (InterruptedException e) {
            throw new ExecutionException(command, "interrupted", e);
        }
    }

    private static int refuse(ParameterException e, String... args) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.print(Prose.wrap("error: ", String.valueOf(e.getMessage())));
        err.println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    /** An error that the user can fix is one line. Any other is a defect and has a stack trace. */
    private static int explain(Exception e, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        if (e instanceof IllegalStateException || e instanceof IOException) {
            err.print(Prose.wrap("error: ", String.valueOf(e.getMessage())));
        } else {
            e.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
