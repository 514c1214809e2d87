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

/** A thread that works, and keeps account of what it did and what was done to it. */
public final class Worker {

    /** After so many rounds in a calm it makes room for others. */
    static final int CALM_ROUNDS = 3;

    private static final long MAKE_ROOM_NANOS = 300_000;
    private static final int MAX_WAIT_NANOS = 200_000;
    private static final long SHORT_NAP_NANOS = 50_000;

    private final int number;
    private final Work work;
    private final Weather weather;
    private final SplittableRandom random;

    /** An interrupt was sent, or is about to be, and it was not noticed yet. */
    private final AtomicBoolean interruptUnderway = new AtomicBoolean();

    private volatile @Nullable Thread thread;
    private volatile long rounds;
    private volatile @Nullable Throwable failure;
    private volatile boolean resting;
    private volatile boolean ended;

    // Its own; read by others when it has ended.
    private long operations;
    private long timeOuts;
    private long interrupts;

    Worker(int number, Work work, Weather weather, long seed) {
        this.number = number;
        this.work = work;
        this.weather = weather;
        this.random = new SplittableRandom(seed + number);
    }

    // By the one who watches.

    void start(boolean virtual) {
        String name = (virtual ? "virtual worker " : "worker ") + number;
        thread =
                virtual
                        ? Threads.startVirtual(name, this::run)
                        : Threads.startPlatform(name, this::run);
    }

    /** Interrupts it, unless it has yet to notice the last one: whether it did. */
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

    /** Whether it is in a round, or about to begin one. */
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

    // By itself.

    @SuppressWarnings("NonAtomicVolatileUpdate") // by this thread alone
    private void run() {
        try {
            int calms = weather.calms();
            long calmSince = 0;
            while (!weather.isOver()) {
                rest();
                if (calms != weather.calms()) {
                    calms = weather.calms();
                    calmSince = rounds;
                }
                if (weather.isCalm() && rounds - calmSince > CALM_ROUNDS) {
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
        while (weather.isHalted()) {
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
        Loss.unless(interruptUnderway.getAndSet(false), "an interrupt that nobody sent");
    }

    // For the work.

    /** From 0 on. */
    int number() {
        return number;
    }

    /** A number from 0 to below the bound. */
    int random(int bound) {
        return random.nextInt(bound);
    }

    /** It did what it came for. */
    void done() {
        operations++;
    }

    /** Wastes a little time; now and then much. */
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

    /** Whether it has the lock, in one of the ways that there are. */
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

    /** Whether it has passed the gate. */
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

    /** Whether it was woken, as far as the condition can say; the caller looks again. */
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

    /** 0 and 1 without a limit of time, 2 and 3 with one; those in a storm only. */
    private int way() {
        return random.nextInt(weather.isImpatient() ? 4 : 2);
    }

    /** A limit, or 0 for none. */
    long limitNanos() {
        return way() < 2 ? 0 : 1 + nanos();
    }

    private long nanos() {
        return random.nextInt(MAX_WAIT_NANOS);
    }

    /** Counts it if not. */
    boolean inTime(boolean inTime) {
        if (!inTime) {
            timeOuts++;
        }
        return inTime;
    }
}
