package org.furwock.bench.jmh;

import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * FUTEX_WAKE without a waiter: the shortest way into the kernel and back. The engine is the one
 * that this JVM has chosen; {@code -Dfurwock.engine} chooses another.
 */
@State(Scope.Thread)
public class WakeCall extends ForkedBenchmark {

    private final FutexWord word = FutexWord.allocate();

    /** Wakes no thread. */
    @Benchmark
    public int wake() {
        return Futex.wake(word, 1);
    }
}
