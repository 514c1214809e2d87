package org.furwock.bench.jmh;

import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.scoped.MonitorLock;
import org.furwock.sync.Mutex;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The turn passes from the measured thread to one of the waiters and back. The next operation uses
 * the next waiter. All wait under one lock, in one of three ways: for predicates; each on its own
 * condition, which gives the fastest signal; or all on one condition, which is the shortest
 * program.
 */
@State(Scope.Benchmark)
public class MonitorRound extends ForkedBenchmark {

    private static final int OWN = 0;
    private static final int OVER = -1;

    /** How they wait. */
    public enum Way {
        /** {@link MonitorLock#awaitUntil}. */
        PREDICATE,
        /** One condition for each. */
        CONDITION_EACH,
        /** One condition for all, and {@code signalAll}. */
        ONE_CONDITION
    }

    /** Which lock. */
    @Param({"MUTEX", "FUTEX_REENTRANT_LOCK"})
    public LockKind kind;

    /** How they wait. */
    @Param public Way way;

    /** How many wait beside the measured thread. */
    @Param({"1", "8"})
    public int waiters;

    private MonitorLock lock;
    private Condition[] conditions;
    private BooleanSupplier[] predicates;
    private Thread[] threads;
    private int turn;
    private int last;

    /** Starts the waiters. */
    @Setup
    public void create() {
        lock = kind == LockKind.MUTEX ? new Mutex() : new FutexReentrantLock();
        conditions = new Condition[waiters + 1];
        predicates = new BooleanSupplier[waiters + 1];
        threads = new Thread[waiters];
        Condition shared = lock.newCondition();
        for (int i = 0; i <= waiters; i++) {
            int mine = i;
            conditions[i] = way == Way.CONDITION_EACH ? lock.newCondition() : shared;
            predicates[i] = () -> isTurn(mine);
        }
        for (int i = 0; i < waiters; i++) {
            int mine = i + 1;
            threads[i] = new Thread(() -> answer(mine), "waiter " + mine);
            threads[i].setDaemon(true);
            threads[i].start();
        }
    }

    private boolean isTurn(int mine) {
        return turn == mine || turn == OVER;
    }

    private void answer(int mine) {
        boolean running = true;
        while (running) {
            lock.lock();
            try {
                await(mine);
                running = turn != OVER;
                if (running) {
                    pass(OWN);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void await(int mine) {
        if (way == Way.PREDICATE) {
            lock.awaitUntilUninterruptibly(predicates[mine]);
        } else {
            while (!isTurn(mine)) {
                conditions[mine].awaitUninterruptibly();
            }
        }
    }

    private void pass(int next) {
        turn = next;
        if (way == Way.CONDITION_EACH) {
            conditions[next].signal();
        } else if (way == Way.ONE_CONDITION) {
            conditions[next].signalAll();
        }
    }

    /** One turn of a waiter and back. */
    @Benchmark
    public void round() {
        last = last % waiters + 1;
        lock.lock();
        try {
            pass(last);
            await(OWN);
        } finally {
            lock.unlock();
        }
    }

    /** Lets the waiters end. */
    @TearDown
    public void end() throws InterruptedException {
        lock.lock();
        try {
            turn = OVER;
            for (Condition condition : conditions) {
                condition.signalAll();
            }
        } finally {
            lock.unlock();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
