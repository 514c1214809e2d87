package org.furwock.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.furwock.bench.report.JsonReport;
import org.furwock.bench.report.ReportDiff;
import org.furwock.bench.report.ResultTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What changed between two runs. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Shows what changed from one compare --json to another.",
        footer = {
            "",
            "A ratio has changed if Welch's test of its rounds says so with 95 %%, and by more than"
                    + " 3 %%."
        })
final class ReportCommand implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OLD.json", description = "The earlier results.")
    Path old;

    @Parameters(index = "1", paramLabel = "NEW.json", description = "The later results.")
    Path young;

    @Override
    public Integer call() throws IOException {
        JsonReport.Saved before = JsonReport.read(old);
        JsonReport.Saved after = JsonReport.read(young);
        PrintWriter out = spec.commandLine().getOut();
        out.println("before  " + describe(before));
        out.println("after   " + describe(after));
        if (!Objects.equals(before.jdk(), after.jdk())
                || !Objects.equals(before.engine(), after.engine())) {
            out.println("Two things changed at once: the JDK or the engine is another one too.");
        }
        out.println();
        List<ReportDiff.Row> rows = ReportDiff.of(before, after);
        out.print(ResultTable.render(rows));
        out.println();
        out.println(
                count(rows, ReportDiff.Change.BETTER)
                        + " better, "
                        + count(rows, ReportDiff.Change.WORSE)
                        + " worse, "
                        + count(rows, ReportDiff.Change.NONE)
                        + " without a change that can be told from chance.");
        out.flush();
        return 0;
    }

    private static String describe(JsonReport.Saved saved) {
        return saved.started() + ", " + saved.jdk() + ", engine " + saved.engine();
    }

    private static long count(List<ReportDiff.Row> rows, ReportDiff.Change change) {
        return rows.stream().filter(row -> row.change() == change).count();
    }
}
