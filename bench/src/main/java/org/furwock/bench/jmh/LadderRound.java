package org.furwock.bench.jmh;

import java.util.concurrent.locks.Lock;
import org.furwock.drepper.Mutex1;
import org.furwock.drepper.Mutex2;
import org.furwock.drepper.Mutex3;
import org.furwock.drepper.Mutex4;
import org.furwock.drepper.PaperMutex;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.sync.Mutex;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The cost of each step of the ladder: lock, a short section, unlock; with JMH's {@code -t}
 * threads.
 */
@State(Scope.Benchmark)
public class LadderRound extends ForkedBenchmark {

    /** The mutexes of the ladder, and the locks at its top. */
    public enum Step {
        /** A counter; a system call for each unlock. */
        MUTEX_1,
        /** Three states. */
        MUTEX_2,
        /** Three states, and an exchange. */
        MUTEX_3,
        /** A woken flag. */
        MUTEX_4,
        /** The third step with owner, spin, interrupts and time-outs. */
        MUTEX,
        /** A queue, and a release without a fence. */
        QUEUE
    }

    /** Which step. */
    @Param public Step step;

    /** How long the mutex is held, in JMH's tokens of consumed CPU, about 2 ns each. */
    @Param("20")
    public int section;

    private final Guarded guarded = new Guarded();
    private PaperMutex mutex;

    /** One mutex for all threads. */
    @Setup
    public void create() {
        mutex =
                switch (step) {
                    case MUTEX_1 -> new Mutex1();
                    case MUTEX_2 -> new Mutex2();
                    case MUTEX_3 -> new Mutex3();
                    case MUTEX_4 -> new Mutex4();
                    case MUTEX -> new OfLock(new Mutex());
                    case QUEUE -> new OfLock(new FutexReentrantLock());
                };
    }

    /** Lock, section, unlock. */
    @Benchmark
    public void round() {
        mutex.lock();
        guarded.visit(section);
        mutex.unlock();
    }

    /** A lock as a step of the ladder. */
    private static final class OfLock implements PaperMutex {

        private final Lock lock;

        OfLock(Lock lock) {
            this.lock = lock;
        }

        @Override
        @SuppressWarnings("LockNotBeforeTry") // the caller unlocks
        public void lock() {
            lock.lock();
        }

        @Override
        public void unlock() {
            lock.unlock();
        }
    }
}
