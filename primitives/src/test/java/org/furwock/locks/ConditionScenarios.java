package org.furwock.locks;

import static org.furwock.sync.model.Team.check;

import java.lang.reflect.Field;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.furwock.sync.model.Team;

/** Threads that use a condition of a {@link FutexReentrantLock}. */
public final class ConditionScenarios {

    private ConditionScenarios() {}

    /** A lock and a condition of it, and the numbers of signals that were given and taken. */
    private static final class Stage {
        final FutexReentrantLock lock = new FutexReentrantLock();
        final Condition condition = lock.newCondition();
        boolean open;
        int given;
        int taken;
        Thread waiting;

        void awaitOpen() throws InterruptedException {
            lock.lock();
            try {
                awaitOpenWithLock();
            } finally {
                lock.unlock();
            }
        }

        private void awaitOpenWithLock() throws InterruptedException {
            while (!open) {
                condition.await();
                taken++;
            }
        }

        void awaitOpenNested() throws InterruptedException {
            lock.lock();
            awaitOpen();
            check(lock.getHoldCount() == 1, lock.getHoldCount() + " holds after a wait, not 1");
            lock.unlock();
        }

        /** Passes a signal on, so that the other thread returns unless a signal is lost. */
        void awaitAndPassOn() {
            lock.lock();
            try {
                if (!open) {
                    waiting = Thread.currentThread();
                    condition.await();
                    condition.signal();
                }
            } catch (InterruptedException e) {
                check(!Thread.interrupted(), "both an exception and the status");
            } finally {
                check(lock.isHeldByCurrentThread(), "a wait ended without the lock");
                waiting = null;
                lock.unlock();
            }
        }

        void awaitInTimeAndPassOn() throws InterruptedException {
            lock.lock();
            try {
                if (!open && condition.await(1, TimeUnit.SECONDS)) {
                    condition.signal();
                }
            } finally {
                check(lock.isHeldByCurrentThread(), "a wait ended without the lock");
                lock.unlock();
            }
        }

        void awaitOnceUninterruptibly() {
            lock.lock();
            waiting = Thread.currentThread();
            if (!open) {
                condition.awaitUninterruptibly();
                taken++;
                check(Thread.interrupted(), "an interrupt was lost");
            }
            lock.unlock();
        }

        void signal() {
            lock.lock();
            signalWithLock();
            lock.unlock();
        }

        private void signalWithLock() {
            given += lock.hasWaiters(condition) ? 1 : 0;
            condition.signal();
        }

        void open() {
            lock.lock();
            openWithLock();
            lock.unlock();
        }

        private void openWithLock() {
            open = true;
            given += lock.getWaitQueueLength(condition);
            condition.signalAll();
        }

        /** One signal only, for two threads. */
        void openBySignal() {
            lock.lock();
            open = true;
            interruptWaiting();
            condition.signal();
            lock.unlock();
        }

        void interruptAndOpen() {
            lock.lock();
            interruptWaiting();
            openWithLock();
            lock.unlock();
        }

        private void interruptWaiting() {
            if (waiting != null) {
                waiting.interrupt();
            }
        }

        void checkTakenAndLeft() {
            checkLeft();
            check(given == taken, given + " signals given, " + taken + " taken");
        }

        void checkLeft() {
            check(!lock.isLocked(), "locked after all have left");
            check(lock.getQueueLength() == 0, "a thread that has left is in the queue");
            check(isListEmpty(), "a thread that has left is in the list");
        }

        private boolean isListEmpty() {
            try {
                Field first = condition.getClass().getDeclaredField("first");
                first.setAccessible(true);
                return first.get(condition) == null;
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static Stage stage() {
        return Team.shared(new Stage());
    }

    /** One waits, one signals. */
    public static final class OneWaits implements Runnable {
        @Override
        public void run() {
            Stage stage = stage();
            Team.play(stage::awaitOpen, stage::open);
            stage.checkTakenAndLeft();
        }
    }

    /** One waits with two holds, one signals. */
    public static final class NestedWait implements Runnable {
        @Override
        public void run() {
            Stage stage = stage();
            Team.play(stage::awaitOpenNested, stage::open);
            stage.checkTakenAndLeft();
        }
    }

    /** Two wait, one signals both. */
    public static final class Broadcast implements Runnable {
        @Override
        public void run() {
            Stage stage = stage();
            Team.play(stage::awaitOpen, stage::awaitOpen, stage::open);
            stage.checkTakenAndLeft();
        }
    }

    /** Two wait; there is a signal for one, and then one for both. */
    public static final class SignalThenAll implements Runnable {
        @Override
        public void run() {
            Stage stage = stage();
            Team.play(
                    stage::awaitOpen,
                    stage::awaitOpen,
                    () -> {
                        stage.signal();
                        stage.open();
                    });
            stage.checkTakenAndLeft();
        }
    }

    /** One waits, and is interrupted and signalled at the same time. */
    public static final class Interrupted implements Runnable {
        @Override
        public void run() {
            Stage stage = stage();
            Team.play(stage::awaitAndPassOn, stage::interruptAndOpen);
            stage.checkLeft();
        }
    }

    /** One waits uninterruptibly, and is interrupted and then signalled. */
    public static final class InterruptIsKept implements Runnable {
        @Override
        public void run() {
            Stage stage = stage();
            Team.play(stage::awaitOnceUninterruptibly, stage::interruptAndOpen);
            stage.checkLeft();
        }
    }

    /** Two wait; one is interrupted, and one, perhaps the same, is signalled. */
    public static final class SignalAndInterrupt implements Runnable {
        @Override
        public void run() {
            Stage stage = stage();
            Team.play(stage::awaitAndPassOn, stage::awaitOpen, stage::openBySignal);
            stage.checkLeft();
        }
    }

    /** Two wait, one of them with a time-out; one of them is signalled. */
    public static final class SignalAndTimeOut implements Runnable {
        @Override
        public void run() {
            Stage stage = stage();
            Team.play(stage::awaitInTimeAndPassOn, stage::awaitOpen, stage::openBySignal);
            stage.checkLeft();
        }
    }

    /** One waits with a time-out; no thread signals. */
    public static final class TimedOut implements Runnable {
        @Override
        public void run() {
            Stage stage = stage();
            Team.play(stage::awaitInTimeAndPassOn, stage::awaitInTimeAndPassOn);
            stage.checkLeft();
        }
    }
}
