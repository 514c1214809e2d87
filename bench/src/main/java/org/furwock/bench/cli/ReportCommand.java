package org.furwock.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.furwock.bench.report.Answer;
import org.furwock.bench.report.CompareReport;
import org.furwock.bench.report.HtmlReport;
import org.furwock.bench.report.JsonReport;
import org.furwock.bench.report.Prose;
import org.furwock.bench.report.ReportDiff;
import org.furwock.bench.report.ReportReader;
import org.furwock.bench.report.ResultTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the page of one run, or shows the changes between two runs. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Makes the page of one report.json, or shows the changes from one to another.",
        footer = {
            "",
            "A speed has changed if Welch's test of its rounds says so with 95 %%, and by more than"
                    + " 3 %%."
        })
final class ReportCommand implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "REPORT.json",
            description = "What compare wrote; with another one, the earlier of the two.")
    Path first;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LATER.json",
            description = "The later results.")
    @Nullable Path later;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "report.html",
            description = "Where to write the page of one report; ${DEFAULT-VALUE} if not given.")
    Path page;

    @Override
    public Integer call() throws IOException {
        if (later == null) {
            writePage();
        } else {
            printChanges(later);
        }
        return 0;
    }

    private void writePage() throws IOException {
        CompareReport report = ReportReader.read(first);
        HtmlReport.write(report, page);
        PrintWriter out = spec.commandLine().getOut();
        Answer.sentences(report.results()).forEach(one -> out.print(Prose.wrap("", one)));
        out.print(Prose.wrap("With pictures: ", page.toString()));
        out.flush();
    }

    private void printChanges(Path young) throws IOException {
        JsonReport.Saved before = JsonReport.read(first);
        JsonReport.Saved after = JsonReport.read(young);
        PrintWriter out = spec.commandLine().getOut();
        out.print(Prose.wrap("before  ", describe(before)));
        out.print(Prose.wrap("after   ", describe(after)));
        if (!Objects.equals(before.jdk(), after.jdk())
                || !Objects.equals(before.engine(), after.engine())) {
            out.println("The JDK or the engine differs too: the causes cannot be told apart.");
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
    }

    private static String describe(JsonReport.Saved saved) {
        return saved.started() + ", " + saved.jdk() + ", engine " + saved.engine();
    }

    private static long count(List<ReportDiff.Row> rows, ReportDiff.Change change) {
        return rows.stream().filter(row -> row.change() == change).count();
    }
}
