package org.furwock.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** {@link ContendedLock} with {@code synchronized}, which is not a {@code Lock}. */
@State(Scope.Benchmark)
@Threads(2)
public class ContendedMonitor extends ForkedBenchmark {

    /** How long the monitor is held, in JMH's tokens of consumed CPU, about 2 ns each. */
    @Param("20")
    public int section;

    /** The length of the pause, in the same unit. */
    @Param("200")
    public int pause;

    private final Guarded guarded = new Guarded();
    private final Object monitor = new Object();

    /** Enter, section, leave, pause. */
    @Benchmark
    public void round() {
        synchronized (monitor) {
            guarded.visit(section);
        }
        Guarded.pause(pause);
    }
}
