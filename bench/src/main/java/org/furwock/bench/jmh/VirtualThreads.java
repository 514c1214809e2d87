package org.furwock.bench.jmh;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Lock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Virtual threads compete for one lock, as in {@link ContendedLock}. They run for one call of the
 * benchmark. An operation is one round of one thread; the cost of its start and end is divided by
 * its rounds. Needs JDK 21.
 */
@State(Scope.Benchmark)
public class VirtualThreads extends ForkedBenchmark {

    /** The first JDK that has them. */
    public static final int FIRST_JDK = 21;

    private static final int THREADS = 8;
    private static final int ROUNDS = 250;

    /** Which lock. */
    @Param({"MUTEX", "FUTEX_REENTRANT_LOCK", "REENTRANT_LOCK"})
    public LockKind kind;

    /** How long the lock is held, in JMH's tokens of consumed CPU, about 2 ns each. */
    @Param("20")
    public int section;

    /** The length of the pause, in the same unit. */
    @Param("200")
    public int pause;

    private final Guarded guarded = new Guarded();
    private ThreadFactory threads;
    private Lock lock;

    /** One lock for all threads. */
    @Setup
    public void create() throws ReflectiveOperationException {
        lock = kind.create();
        threads = virtualThreads();
    }

    /** {@code Thread.ofVirtual().factory()}, by reflection: this class is compiled for JDK 17. */
    private static ThreadFactory virtualThreads() throws ReflectiveOperationException {
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        Class<?> type = Class.forName("java.lang.Thread$Builder");
        return (ThreadFactory) type.getMethod("factory").invoke(builder);
    }

    /** Runs all rounds of all threads. */
    @Benchmark
    @OperationsPerInvocation(THREADS * ROUNDS)
    public long rounds() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            threads.newThread(() -> work(ended)).start();
        }
        ended.await();
        return guarded.visits();
    }

    private void work(CountDownLatch ended) {
        try {
            for (int i = 0; i < ROUNDS; i++) {
                round();
            }
        } finally {
            ended.countDown();
        }
    }

    private void round() {
        lock.lock();
        try {
            guarded.visit(section);
        } finally {
            lock.unlock();
        }
        Guarded.pause(pause);
    }
}
