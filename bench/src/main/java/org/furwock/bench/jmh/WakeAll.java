package org.furwock.bench.jmh;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * All threads of a crew sleep, and one call wakes all of them. The kernel tells when they sleep. An
 * operation lasts from the wake call until the last thread has run. The time until they sleep again
 * is not measured. The measured thread waits for that moment in the same way for all kinds of
 * {@link WaitPoint}.
 */
@State(Scope.Benchmark)
public abstract class WakeAll extends ForkedBenchmark {

    /** The number of sleepers. */
    @Param("8")
    public int sleepers;

    private final AtomicInteger bound = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private volatile @Nullable Thread waker;
    private WaitPoint waitPoint;
    private Crew crew;
    private long wakes;

    /** For subclasses. */
    protected WakeAll() {}

    /** The place where the crew sleeps. */
    protected interface WaitPoint {
        /**
         * Sleeps until all are woken.
         *
         * @param bound run as soon as the caller can no longer miss the next wake
         */
        void sleep(Runnable bound) throws InterruptedException;

        /** Wakes all sleepers. */
        void wakeAll();
    }

    /** Creates the place where the crew sleeps. */
    protected abstract WaitPoint createWaitPoint();

    /** Starts the crew, which goes to sleep. */
    @Setup
    public void create() throws InterruptedException {
        waitPoint = createWaitPoint();
        crew =
                new Crew(
                        sleepers,
                        () -> {
                            waitPoint.sleep(bound::incrementAndGet);
                            if (left.decrementAndGet() == 0) {
                                LockSupport.unpark(waker);
                            }
                        });
    }

    /** Waits until the crew sleeps; not measured. */
    @Setup(Level.Invocation)
    public void awaitAsleep() throws IOException {
        waker = Thread.currentThread();
        awaitCrew();
        left.set(sleepers);
    }

    private void awaitCrew() throws IOException {
        while (bound.get() < sleepers) {
            Thread.yield();
        }
        crew.awaitAsleep();
        bound.set(0);
    }

    /** Wakes the crew, and waits until all of it has run. */
    @Benchmark
    public void wake() {
        wakes++;
        waitPoint.wakeAll();
        while (left.get() > 0) {
            LockSupport.park(this);
        }
    }

    /** Wakes the crew for the last time. */
    @TearDown
    public void end() throws IOException, InterruptedException {
        awaitCrew();
        crew.endAfter(wakes);
        waitPoint.wakeAll();
        crew.join();
    }
}
