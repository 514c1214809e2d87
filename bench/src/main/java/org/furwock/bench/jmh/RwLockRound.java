package org.furwock.bench.jmh;

import java.util.concurrent.locks.Lock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Threads read, and write at regular intervals; with JMH's {@code -t} threads. */
@State(Scope.Benchmark)
public class RwLockRound extends ForkedBenchmark {

    /** Which lock. */
    @Param public RwLockKind kind;

    /** One visit in this many is a write, for each thread; 0 for none. */
    @Param("20")
    public int writeEvery;

    /** How long the lock is held, in JMH's tokens of consumed CPU, about 2 ns each. */
    @Param("20")
    public int section;

    private final Guarded guarded = new Guarded();
    private Lock read;
    private Lock write;

    /** A thread's count of its own visits. */
    @State(Scope.Thread)
    public static class Visits {
        private int left;

        /** Called by JMH. */
        public Visits() {}

        boolean isTheLastOf(int many) {
            if (many == 0) {
                return false;
            }
            left = left == 0 ? many - 1 : left - 1;
            return left == 0;
        }
    }

    /** One lock for all threads. */
    @Setup
    public void create() {
        var lock = kind.create();
        read = lock.readLock();
        write = lock.writeLock();
    }

    /** Lock, section, unlock. */
    @Benchmark
    public long round(Visits visits) {
        if (visits.isTheLastOf(writeEvery)) {
            write.lock();
            try {
                guarded.visit(section);
                return 0;
            } finally {
                write.unlock();
            }
        }
        read.lock();
        try {
            Guarded.pause(section);
            return guarded.visits();
        } finally {
            read.unlock();
        }
    }
}
