package org.furwock.bench.jmh;

import java.util.concurrent.locks.Lock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A thread locks and unlocks a lock of its own. */
@State(Scope.Thread)
public class UncontendedLock extends ForkedBenchmark {

    /** Which lock. */
    @Param public LockKind kind;

    private Lock lock;
    private long count;

    /** A lock for each thread. */
    @Setup
    public void create() {
        lock = kind.create();
    }

    /** Lock, count, unlock. */
    @Benchmark
    public long round() {
        lock.lock();
        try {
            return ++count;
        } finally {
            lock.unlock();
        }
    }
}
