package org.furwock.jcstress;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.furwock.jcstress.run.Campaign;
import org.furwock.jcstress.run.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options of all runs. */
final class RunOptions {

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the HTML report goes (default: stress/ beside the jar).")
    @Nullable Path out;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description = "jna, ffm or emulated (default: the library's choice).")
    @Nullable String engine;

    @Parameters(
            arity = "0..*",
            paramLabel = "JCSTRESS_OPTION",
            description = "After --: options for jcstress itself, such as -time 1000 -iters 10.")
    List<String> options = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    Session session() {
        String name = spec.name() + "-jdk" + Runtime.version().feature();
        return new Session(name, out, System.out);
    }

    int run(Campaign... campaigns) throws IOException, InterruptedException {
        Session session = session();
        for (Campaign campaign : campaigns) {
            session.run(campaign);
        }
        return status(session);
    }

    static int status(Session session) {
        return session.conclude() ? 0 : 1;
    }

    Campaign campaign(
            String label, List<String> tests, List<String> flags, int millis, int patience) {
        List<String> all = new ArrayList<>(flags);
        if (engine != null) {
            all.add("-Dfurwock.engine=" + engine);
        }
        return new Campaign(label, tests, all, millis, Main.ITERATIONS, patience, options);
    }
}
