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
 * A crew sleeps, as the kernel says, and is woken at once. An operation goes from the call that
 * wakes to the moment when the last of them has run; that they go to sleep again is not measured.
 * All wait for that moment in the same way, whatever they slept in.
 */
@State(Scope.Benchmark)
public abstract class WakeAll extends ForkedBenchmark {

    /** How many sleep. */
    @Param("8")
    public int sleepers;

    private final AtomicInteger bound = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private volatile @Nullable Thread waker;
    private Bed bed;
    private Crew crew;
    private long wakes;

    /** For subclasses. */
    protected WakeAll() {}

    /** What they sleep in. */
    protected interface Bed {
        /**
         * Sleeps until all are woken.
         *
         * @param bound to be run when the next wake cannot be missed any more
         */
        void sleep(Runnable bound) throws InterruptedException;

        /** Lets all run. */
        void wakeAll();
    }

    /** Makes what they sleep in. */
    protected abstract Bed createBed();

    /** Sends them to bed for the first time. */
    @Setup
    public void create() throws InterruptedException {
        bed = createBed();
        crew =
                new Crew(
                        sleepers,
                        () -> {
                            bed.sleep(bound::incrementAndGet);
                            if (left.decrementAndGet() == 0) {
                                LockSupport.unpark(waker);
                            }
                        });
    }

    /** Not measured. */
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

    /** Wakes them, and waits until all have run. */
    @Benchmark
    public void wake() {
        wakes++;
        bed.wakeAll();
        while (left.get() > 0) {
            LockSupport.park(this);
        }
    }

    /** Wakes them for the last time. */
    @TearDown
    public void end() throws IOException, InterruptedException {
        awaitCrew();
        crew.endAfter(wakes);
        bed.wakeAll();
        crew.join();
    }
}
