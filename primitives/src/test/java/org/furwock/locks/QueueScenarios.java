package org.furwock.locks;

import static org.furwock.sync.model.Team.check;

import org.furwock.futex.Deadline;
import org.furwock.futex.WaitResult;
import org.furwock.sync.model.Exclusion;
import org.furwock.sync.model.Team;

/**
 * Concurrent steps of a {@link QueuedLock}, starting from a queue with waiters: a flaw that needs
 * many thread switches from an empty queue then needs one or two.
 *
 * <p>Public for the model checks in another package.
 */
public final class QueueScenarios {

    private QueueScenarios() {}

    /** A lock that the main thread holds, and waiters in its queue. */
    private static final class Stage {
        final FutexReentrantLock lock;
        final Waiter[] waiters;
        final Exclusion exclusion = new Exclusion(() -> {}, () -> {});

        Stage(boolean fair, int count) {
            lock = new FutexReentrantLock(fair);
            check(lock.tryAcquire(), "a new lock is held");
            waiters = new Waiter[count];
            for (int i = 0; i < count; i++) {
                waiters[i] = append();
            }
            lock.setWakeFlag();
        }

        Waiter append() {
            Waiter waiter = lock.newWaiter(ThreadParker.current(), Waiter.WAITING);
            lock.append(waiter);
            return waiter;
        }

        void release() {
            lock.release();
        }

        /** By a waiter's thread. */
        void acquire(int index) {
            check(lock.acquireQueued(waiters[index], false, Deadline.NEVER), "gave up");
            exclusion.section();
            lock.release();
        }

        /** By a waiter's thread: its time is over at some moment. */
        void acquireInTime(int index) {
            if (lock.acquireQueued(waiters[index], false, Deadline.afterNanos(1_000_000_000))) {
                lock.release();
            }
        }

        /** By a waiter's thread, which is interrupted already. */
        void acquireInterrupted(int index) {
            Thread.currentThread().interrupt();
            if (lock.acquireQueued(waiters[index], true, Deadline.NEVER)) {
                lock.release();
            }
        }

        /** By a new waiter. */
        void append(boolean timed) {
            Deadline deadline = timed ? Deadline.afterNanos(1_000_000_000) : Deadline.NEVER;
            if (lock.acquireQueued(append(), false, deadline)) {
                lock.release();
            }
        }

        /** The last one has no thread: it must have been unparked. */
        void checkLastIsWoken() {
            Waiter last = waiters[waiters.length - 1];
            check(!lock.isHeld(), "locked after all have left");
            check(lock.first() == last, "the last waiter is not the first");
            Deadline deadline = Deadline.afterNanos(1_000_000_000);
            check(
                    last.park(false, deadline, lock) == WaitResult.WOKEN,
                    "the last waiter sleeps for ever");
        }

        /** A new waiter would sleep for ever if the queue were damaged. */
        void checkFree() {
            check(!lock.isHeld(), "locked after all have left");
            check(lock.isQueueEmpty(), "a thread that has left is in the queue");
            lock.acquireQueued(append(), false, Deadline.NEVER);
        }

        /** By a thread that acquires past the queue, if it can. */
        void barge() {
            if (lock.tryAcquire()) {
                exclusion.section();
                lock.release();
            }
        }
    }

    private static Stage stage(int count) {
        return Team.shared(new Stage(false, count));
    }

    /** The first waiter comes, or gives up, while the lock is released. */
    public static final class FirstInTime implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(2);
            Team.play(stage::release, () -> stage.acquireInTime(0));
            stage.checkLastIsWoken();
        }
    }

    /** The first waiter is interrupted while the lock is released. */
    public static final class FirstInterrupted implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(2);
            Team.play(stage::release, () -> stage.acquireInterrupted(0));
            stage.checkLastIsWoken();
        }
    }

    /** The same, and the release is to hand the lock over. */
    public static final class HandOverToInterrupted implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(2);
            stage.lock.requestHandoff(stage.waiters[0]);
            Team.play(stage::release, () -> stage.acquireInterrupted(0));
            stage.checkLastIsWoken();
        }
    }

    /** The lock is handed over to a waiter that sleeps, or is about to. */
    public static final class HandOver implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(2);
            stage.lock.requestHandoff(stage.waiters[0]);
            Team.play(stage::release, () -> stage.acquire(0));
            stage.checkLastIsWoken();
        }
    }

    /** The lock is handed over while another thread tries to acquire it past the queue. */
    public static final class HandOverPastBarger implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(1);
            stage.lock.requestHandoff(stage.waiters[0]);
            Team.play(stage::release, () -> stage.acquire(0), stage::barge);
            stage.checkFree();
        }
    }

    /** Two waiters, one behind the other, are interrupted while the lock is released. */
    public static final class TwoInterrupted implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(3);
            Team.play(
                    stage::release,
                    () -> stage.acquireInterrupted(1),
                    () -> stage.acquireInterrupted(0));
            stage.checkLastIsWoken();
        }
    }

    /** A waiter behind two that have given up sleeps, and is woken. */
    public static final class BehindTwoThatGaveUp implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(3);
            Team.play(
                    () -> {
                        stage.acquireInterrupted(1);
                        stage.acquireInterrupted(0);
                        stage.release();
                    },
                    () -> stage.acquire(2));
            stage.checkFree();
        }
    }

    /** The first waiter acquires the lock while another comes. */
    public static final class NewWaiter implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(1);
            Team.play(
                    () -> {
                        stage.release();
                        stage.acquire(0);
                    },
                    () -> stage.append(false));
            stage.checkFree();
        }
    }

    /** The last waiter gives up while another comes. */
    public static final class NewBehindInterrupted implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(1);
            Team.play(
                    () -> {
                        stage.acquireInterrupted(0);
                        stage.release();
                    },
                    () -> stage.append(false));
            stage.checkFree();
        }
    }

    /** Two come at the same time, and the lock is released. */
    public static final class TwoNew implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(0);
            Team.play(
                    () -> {
                        Waiter own = stage.append();
                        stage.release();
                        stage.lock.acquireQueued(own, false, Deadline.NEVER);
                        stage.release();
                    },
                    () -> stage.append(false));
            stage.checkFree();
        }
    }
}
