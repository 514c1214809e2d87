package org.furwock.bench.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Runs the benchmarks with JMH's own command line. */
@Command(
        name = "jmh",
        description = "Hands all arguments to JMH's own command line (-h lists them).")
final class JmhCommand implements Callable<Integer>, JmhUser {

    @Unmatched List<String> arguments = new ArrayList<>();

    /** The command, with a parser that passes all arguments to JMH. */
    static CommandLine line() {
        return new CommandLine(new JmhCommand()).setStopAtUnmatched(true);
    }

    @Override
    public Integer call() throws IOException {
        org.openjdk.jmh.Main.main(arguments.toArray(String[]::new)); // exits on errors
        return 0;
    }
}
