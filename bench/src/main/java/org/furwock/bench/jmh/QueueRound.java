package org.furwock.bench.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Control;

/**
 * Producers and consumers share a {@link BoundedQueue}. An operation is a put or a take, and some
 * work outside the lock.
 */
@State(Scope.Group)
public class QueueRound extends ForkedBenchmark {

    private static final long ITEM = 1;

    /** Which lock. */
    @Param({"FUTEX_REENTRANT_LOCK", "REENTRANT_LOCK"})
    public LockKind kind;

    /** The capacity of the queue. */
    @Param("64")
    public int capacity;

    /** Work between two operations, in JMH's tokens of consumed CPU, about 2 ns each. */
    @Param("50")
    public int pause;

    private BoundedQueue queue;

    /** One queue for all threads of the group. */
    @Setup
    public void create() {
        queue = new BoundedQueue(kind.create(), capacity);
    }

    /** Checks that no item was lost or duplicated. */
    @TearDown
    public void verify() {
        queue.verify();
    }

    /** The producer of the small group. */
    @Benchmark
    @Group("oneToOne")
    @GroupThreads(1)
    public void putOne(Control control) throws InterruptedException {
        put(control);
    }

    /** The consumer of the small group. */
    @Benchmark
    @Group("oneToOne")
    @GroupThreads(1)
    public void takeOne(Control control) throws InterruptedException {
        take(control);
    }

    /** The producers of the large group. */
    @Benchmark
    @Group("fourToFour")
    @GroupThreads(4)
    public void putFour(Control control) throws InterruptedException {
        put(control);
    }

    /** The consumers of the large group. */
    @Benchmark
    @Group("fourToFour")
    @GroupThreads(4)
    public void takeFour(Control control) throws InterruptedException {
        take(control);
    }

    private void put(Control control) throws InterruptedException {
        queue.put(ITEM, control);
        Guarded.pause(pause);
    }

    private void take(Control control) throws InterruptedException {
        queue.take(control);
        Guarded.pause(pause);
    }
}
