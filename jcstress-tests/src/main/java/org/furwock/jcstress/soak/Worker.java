package org.furwock.jcstress.soak;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import org.furwock.jcstress.Threads;
import org.furwock.jcstress.gate.Gate;
import org.jspecify.annotations.Nullable;

/** A thread of a soak run. It counts its operations, and the faults that it has met. */
public final class Worker {

    /** The number of rounds in a recovery after which a worker makes room for others. */
    static final int RECOVERY_ROUNDS = 3;

    private static final long MAKE_ROOM_NANOS = 300_000;
    private static final int MAX_WAIT_NANOS = 200_000;
    private static final long SHORT_NAP_NANOS = 50_000;

    private final int number;
    private final Work work;
    private final FaultPhase phase;
    private final SplittableRandom random;

    /** Whether the worker has yet to notice an interrupt that was sent, or is about to be. */
    private final AtomicBoolean interruptUnderway = new AtomicBoolean();

    private volatile @Nullable Thread thread;
    private volatile long rounds;
    private volatile @Nullable Throwable failure;
    private volatile boolean resting;
    private volatile boolean ended;

    // Written by the worker alone; read by others after its end.
    private long operations;
    private long timeOuts;
    private long interrupts;

    Worker(int number, Work work, FaultPhase phase, long seed) {
        this.number = number;
        this.work = work;
        this.phase = phase;
        this.random = new SplittableRandom(seed + number);
    }

    // Called by the run.

    void start(boolean virtual) {
        String name = (virtual ? "virtual worker " : "worker ") + number;
        thread =
                virtual
                        ? Threads.startVirtual(name, this::run)
                        : Threads.startPlatform(name, this::run);
    }

    /**
     * Interrupts the worker, unless it has yet to notice the last interrupt. Returns whether it
     * interrupted.
     */
    boolean interrupt() {
        Thread victim = thread;
        if (victim == null || ended || !interruptUnderway.compareAndSet(false, true)) {
            return false;
        }
        victim.interrupt();
        return true;
    }

    Thread thread() {
        Thread started = thread;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started;
    }

    long rounds() {
        return rounds;
    }

    /** Whether the worker is in a round, or about to begin one. */
    boolean isInside() {
        return !resting && !ended;
    }

    boolean hasEnded() {
        return ended;
    }

    @Nullable Throwable failure() {
        return failure;
    }

    long operations() {
        return operations;
    }

    long timeOuts() {
        return timeOuts;
    }

    long interrupts() {
        return interrupts;
    }

    boolean hasInterruptUnderway() {
        return interruptUnderway.get();
    }

    // The worker itself.

    @SuppressWarnings("NonAtomicVolatileUpdate") // by this thread alone
    private void run() {
        try {
            int recoveries = phase.recoveries();
            long recoverySince = 0;
            while (!phase.isOver()) {
                rest();
                if (recoveries != phase.recoveries()) {
                    recoveries = phase.recoveries();
                    recoverySince = rounds;
                }
                if (phase.isRecovery() && rounds - recoverySince > RECOVERY_ROUNDS) {
                    LockSupport.parkNanos(MAKE_ROOM_NANOS);
                }
                round();
                rounds++;
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            ended = true;
        }
    }

    private void rest() {
        resting = true;
        while (phase.isQuiescing()) {
            LockSupport.parkNanos(MAKE_ROOM_NANOS);
            noticeInterruptStatus();
        }
        resting = false;
    }

    private void round() {
        try {
            work.round(this);
        } catch (InterruptedException e) {
            noticeInterrupt();
        }
        noticeInterruptStatus();
    }

    private void noticeInterruptStatus() {
        if (Thread.interrupted()) {
            noticeInterrupt();
        }
    }

    private void noticeInterrupt() {
        interrupts++;
        Loss.unless(interruptUnderway.getAndSet(false), "an interrupt that was not sent");
    }

    // For tasks.

    /** The worker's number, from 0. */
    int number() {
        return number;
    }

    /** A random number from 0 to below the bound. */
    int random(int bound) {
        return random.nextInt(bound);
    }

    /** Counts an operation that the worker has completed. */
    void done() {
        operations++;
    }

    /** Spends a short time, and sometimes a long one. */
    void linger() {
        int choice = random.nextInt(512);
        if (choice == 0) {
            LockSupport.parkNanos(SHORT_NAP_NANOS);
        } else if (choice < 32) {
            Thread.yield();
        } else {
            for (int i = choice & 31; i > 0; i--) {
                Thread.onSpinWait();
            }
        }
    }

    /** Acquires the lock by one of its four methods; returns whether it did. */
    boolean acquire(Lock lock) throws InterruptedException {
        return switch (way()) {
            case 0 -> {
                lock.lock();
                yield true;
            }
            case 1 -> {
                lock.lockInterruptibly();
                yield true;
            }
            case 2 -> lock.tryLock();
            default -> inTime(lock.tryLock(nanos(), TimeUnit.NANOSECONDS));
        };
    }

    /** Passes the gate by one of its methods; returns whether it did. */
    boolean pass(Gate gate) throws InterruptedException {
        return switch (way()) {
            case 0 -> {
                gate.pass();
                yield true;
            }
            case 1 -> gate.pass(Long.MAX_VALUE);
            default -> inTime(gate.pass(nanos()));
        };
    }

    /** Waits; returns false after a time-out. The caller tests its state again in any case. */
    @SuppressWarnings("WaitNotInLoop")
    boolean await(Condition condition) throws InterruptedException {
        return switch (way()) {
            case 0 -> {
                condition.awaitUninterruptibly();
                yield true;
            }
            case 1 -> {
                condition.await();
                yield true;
            }
            case 2 -> inTime(condition.awaitNanos(nanos()) > 0);
            default -> inTime(condition.await(nanos(), TimeUnit.NANOSECONDS));
        };
    }

    /** 0 and 1: without a time-out; 2 and 3: with one, in a fault phase only. */
    private int way() {
        return random.nextInt(phase.allowsTimeouts() ? 4 : 2);
    }

    /** A time-out in ns, or 0 for none. */
    long limitNanos() {
        return way() < 2 ? 0 : 1 + nanos();
    }

    private long nanos() {
        return random.nextInt(MAX_WAIT_NANOS);
    }

    /** Counts a time-out if the argument is false; returns the argument. */
    boolean inTime(boolean inTime) {
        if (!inTime) {
            timeOuts++;
        }
        return inTime;
    }
}
