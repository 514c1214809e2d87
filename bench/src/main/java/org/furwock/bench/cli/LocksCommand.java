package org.furwock.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.furwock.bench.locks.LockPage;
import org.furwock.bench.locks.LockRecording;
import org.furwock.bench.locks.LockTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the locks of a flight recording. */
@Command(
        name = "locks",
        mixinStandardHelpOptions = true,
        description = "Shows the locks for which threads waited in a flight recording.",
        footer = {
            "",
            "Record with -Dfurwock.profile, or with the agent's profile=jdk, and",
            "-XX:StartFlightRecording=filename=recording.jfr."
        })
final class LocksCommand implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RECORDING.jfr", description = "The flight recording.")
    Path recording;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            defaultValue = "locks.html",
            description = "The file for the page (default: ${DEFAULT-VALUE}).")
    Path page;

    @Override
    public Integer call() throws IOException {
        LockRecording locks = LockRecording.read(recording);
        PrintWriter out = spec.commandLine().getOut();
        out.print(LockTable.render(locks));
        Files.writeString(page, LockPage.render(String.valueOf(recording.getFileName()), locks));
        out.println();
        out.println("page  " + page.toAbsolutePath());
        out.flush();
        return 0;
    }
}
