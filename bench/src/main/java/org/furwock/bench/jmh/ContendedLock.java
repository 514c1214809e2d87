package org.furwock.bench.jmh;

import java.util.concurrent.locks.Lock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** Threads compete for one lock: a section with the lock held, then a pause without it. */
@State(Scope.Benchmark)
@Threads(2)
public class ContendedLock extends ForkedBenchmark {

    /** Which lock. */
    @Param public LockKind kind;

    /** How long the lock is held, in JMH's tokens of consumed CPU, about 2 ns each. */
    @Param("20")
    public int section;

    /** The length of the pause, in the same unit. */
    @Param("200")
    public int pause;

    private final Guarded guarded = new Guarded();
    private Lock lock;

    /** One lock for all threads. */
    @Setup
    public void create() {
        lock = kind.create();
    }

    /** Lock, section, unlock, pause. */
    @Benchmark
    public void round() {
        lock.lock();
        try {
            guarded.visit(section);
        } finally {
            lock.unlock();
        }
        Guarded.pause(pause);
    }
}
