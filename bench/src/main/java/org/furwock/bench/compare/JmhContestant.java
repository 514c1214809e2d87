package org.furwock.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A JMH benchmark with fixed parameters.
 *
 * @param name the name in the table
 * @param benchmark the full name of the benchmark method or group
 * @param threads the number of threads, 0 for the benchmark's own number
 * @param params parameters of the benchmark by name
 * @param jvmArgs flags for its JVM
 */
public record JmhContestant(
        String name,
        String benchmark,
        int threads,
        Map<String, String> params,
        List<String> jvmArgs)
        implements Contestant {

    /** Copies the collections. */
    public JmhContestant {
        params = Map.copyOf(params);
        jvmArgs = List.copyOf(jvmArgs);
    }

    /** A benchmark with its own number of threads and no parameters. */
    public static JmhContestant of(String name, Class<?> type, String method) {
        return new JmhContestant(name, type.getName() + "." + method, 0, Map.of(), List.of());
    }

    /** The same under another name. */
    public JmhContestant withName(String other) {
        return new JmhContestant(other, benchmark, threads, params, jvmArgs);
    }

    /** The same with another number of threads. */
    public JmhContestant withThreads(int count) {
        return new JmhContestant(name, benchmark, count, params, jvmArgs);
    }

    /** The same with other parameters. */
    public JmhContestant withParams(Map<String, String> others) {
        return new JmhContestant(name, benchmark, threads, others, jvmArgs);
    }

    /** The same with one more parameter. */
    public JmhContestant withParam(String param, String value) {
        Map<String, String> all = new HashMap<>(params);
        all.put(param, value);
        return withParams(all);
    }

    /** The same with one more flag for its JVM. */
    public JmhContestant withJvmArg(String arg) {
        List<String> args = new ArrayList<>(jvmArgs);
        args.add(arg);
        return new JmhContestant(name, benchmark, threads, params, args);
    }

    @Override
    public Competitor start(Pace pace, List<String> prefix) throws IOException {
        return new JmhCompetitor(this, pace, prefix);
    }
}
