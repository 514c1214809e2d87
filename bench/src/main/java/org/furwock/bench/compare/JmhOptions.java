package org.furwock.bench.compare;

import java.util.regex.Pattern;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** JMH's options for one contestant, in a fork or in a {@link SharedJvm}. */
final class JmhOptions {

    private JmhOptions() {}

    /**
     * @param forks 1 for a JVM of its own, 0 for this one
     * @param port the port of its {@link TurnLine}
     */
    static ChainedOptionsBuilder of(JmhContestant contestant, Pace pace, int forks, String port) {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include("^" + Pattern.quote(contestant.benchmark()) + "$")
                        .forks(forks)
                        .warmupForks(0)
                        .warmupIterations(pace.warmups())
                        .warmupTime(TimeValue.milliseconds(pace.warmupMillis()))
                        .measurementIterations(pace.measured())
                        .measurementTime(TimeValue.milliseconds(pace.millis()))
                        .shouldFailOnError(true)
                        .addProfiler(TurnProfiler.class, port);
        if (contestant.threads() > 0) {
            options.threads(contestant.threads());
        }
        contestant.params().forEach(options::param);
        return options;
    }
}
