package org.furwock.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** {@link UncontendedLock} with {@code synchronized}, which is not a {@code Lock}. */
@State(Scope.Thread)
public class UncontendedMonitor extends ForkedBenchmark {

    private final Object monitor = new Object();
    private long count;

    /** Enter, count, leave. */
    @Benchmark
    public long round() {
        synchronized (monitor) {
            return ++count;
        }
    }
}
