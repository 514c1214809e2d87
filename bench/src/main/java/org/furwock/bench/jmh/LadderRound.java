package org.furwock.bench.jmh;

import org.furwock.drepper.Mutex1;
import org.furwock.drepper.Mutex2;
import org.furwock.drepper.Mutex3;
import org.furwock.drepper.PaperMutex;
import org.furwock.sync.Mutex;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What each step of the ladder costs: lock, a short section, unlock; with JMH's {@code -t} threads.
 */
@State(Scope.Benchmark)
public class LadderRound extends ForkedBenchmark {

    /** The mutexes of the ladder, and the one that came of it. */
    public enum Step {
        /** A counter; a system call for each unlock. */
        MUTEX_1,
        /** Three states. */
        MUTEX_2,
        /** Three states, and a swap. */
        MUTEX_3,
        /** The same, grown up. */
        MUTEX
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
                    case MUTEX -> new GrownUp();
                };
    }

    /** Lock, section, unlock. */
    @Benchmark
    public void round() {
        mutex.lock();
        guarded.visit(section);
        mutex.unlock();
    }

    /** A {@link Mutex}, as one of the ladder. */
    private static final class GrownUp implements PaperMutex {

        private final Mutex mutex = new Mutex();

        @Override
        public void lock() {
            mutex.lock();
        }

        @Override
        public void unlock() {
            mutex.unlock();
        }
    }
}
