package org.furwock.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Threads acquire a permit, work, release it and pause; with JMH's {@code -t} threads. */
@State(Scope.Benchmark)
public class SemaphoreRound extends ForkedBenchmark {

    /** Which semaphore. */
    @Param public SemaphoreKind kind;

    /** The number of permits. */
    @Param("2")
    public int permits;

    /** How long a permit is held, in JMH's tokens of consumed CPU, about 2 ns each. */
    @Param("20")
    public int section;

    /** The length of the pause, in the same unit. */
    @Param("20")
    public int pause;

    private SemaphoreKind.Permits semaphore;

    /** One semaphore for all threads. */
    @Setup
    public void create() {
        semaphore = kind.create(permits);
    }

    /** Acquire, section, release, pause. */
    @Benchmark
    public void round() throws InterruptedException {
        semaphore.acquire();
        try {
            Guarded.pause(section);
        } finally {
            semaphore.release();
        }
        Guarded.pause(pause);
    }
}
