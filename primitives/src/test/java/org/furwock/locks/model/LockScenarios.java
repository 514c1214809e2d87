package org.furwock.locks.model;

import static org.furwock.sync.model.Team.check;

import java.util.concurrent.TimeUnit;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.sync.model.Exclusion;
import org.furwock.sync.model.Team;

/** Threads that use a {@link FutexReentrantLock}. */
final class LockScenarios {

    private LockScenarios() {}

    /** A lock and a section that it guards. */
    private static final class Stage {
        final FutexReentrantLock lock;
        final Exclusion exclusion;

        Stage(boolean fair) {
            lock = new FutexReentrantLock(fair);
            exclusion = Team.shared(new Exclusion(lock::lock, lock::unlock));
        }

        void round() {
            exclusion.round();
        }

        void twoRounds() {
            exclusion.round();
            exclusion.round();
        }

        void nestedRound() {
            lock.lock();
            exclusion.round();
            lock.unlock();
        }

        void roundUnlessInterrupted() {
            try {
                lock.lockInterruptibly();
                enterAndUnlock();
            } catch (InterruptedException e) {
                checkGaveUp();
            }
        }

        void roundInTime() {
            try {
                if (lock.tryLock(1, TimeUnit.SECONDS)) {
                    enterAndUnlock();
                } else {
                    checkGaveUp();
                }
            } catch (InterruptedException e) {
                checkGaveUp();
            }
        }

        void roundIfFree() {
            if (lock.tryLock()) {
                enterAndUnlock();
            }
        }

        private void enterAndUnlock() {
            try {
                exclusion.section();
            } finally {
                lock.unlock();
            }
        }

        private void checkGaveUp() {
            check(!lock.isHeldByCurrentThread(), "held by a thread that has given up");
            check(!Thread.interrupted(), "both an exception and the status");
        }

        void checkFree() {
            check(!lock.isLocked(), "locked after all have left");
            check(lock.getQueueLength() == 0, "a thread that has left is in the queue");
        }
    }

    private static Stage stage(boolean fair) {
        return Team.shared(new Stage(fair));
    }

    /** Threads that lock once. */
    static final class TwoCount implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(false);
            Team.play(stage::round, stage::round);
            stage.checkFree();
        }
    }

    static class ThreeCount implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(isFair());
            Team.play(stage::round, stage::round, stage::round);
            stage.checkFree();
        }

        boolean isFair() {
            return false;
        }
    }

    static final class FairThreeCount extends ThreeCount {
        @Override
        boolean isFair() {
            return true;
        }
    }

    /** A thread that locks again at once overtakes a waiter. */
    static final class TwoRounds implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(false);
            Team.play(stage::twoRounds, stage::nestedRound);
            stage.checkFree();
        }
    }

    /** One thread tries, and never waits. */
    static final class OneTries implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(false);
            Team.play(stage::roundIfFree, stage::round);
            stage.checkFree();
        }
    }

    /** Two wait for the main thread; one of them is interrupted at some moment. */
    static final class OneIsInterrupted implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(false);
            stage.lock.lock();
            Team team = Team.start(stage::roundUnlessInterrupted, stage::round);
            stage.lock.unlock();
            team.interrupt(0);
            team.join();
            stage.checkFree();
        }
    }

    /** Two wait for the main thread; the time of one of them is over at some moment. */
    static class OneTimesOut implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(isFair());
            stage.lock.lock();
            Team team = Team.start(stage::roundInTime, stage::round);
            stage.lock.unlock();
            team.join();
            stage.checkFree();
        }

        boolean isFair() {
            return false;
        }
    }

    static final class FairOneTimesOut extends OneTimesOut {
        @Override
        boolean isFair() {
            return true;
        }
    }

    /** An interrupt of an uninterruptible wait is kept. */
    static final class InterruptIsKept implements Runnable {
        @Override
        public void run() {
            Stage stage = stage(false);
            stage.lock.lock();
            Team team =
                    Team.start(
                            () -> {
                                stage.round();
                                while (!Thread.interrupted()) {
                                    Thread.onSpinWait();
                                }
                            });
            team.interrupt(0);
            stage.lock.unlock();
            team.join();
            stage.checkFree();
        }
    }
}
