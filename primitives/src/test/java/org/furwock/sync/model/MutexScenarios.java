package org.furwock.sync.model;

import static org.furwock.sync.model.Team.check;

import org.furwock.futex.MonitorFutex;
import org.furwock.sync.Mutex;

/** The scenarios of {@link MutexModelTest}. */
final class MutexScenarios {

    private MutexScenarios() {}

    /** Threads that count. */
    abstract static class Counting implements Runnable {
        private final int threads;

        Counting(int threads) {
            this.threads = threads;
        }

        @Override
        public void run() {
            Mutex mutex = Team.shared(new Mutex(MonitorFutex.newWord()));
            Team.shared(new Exclusion(mutex::lock, mutex::unlock)).play(threads);
            check(!mutex.isLocked(), "locked after all have left");
        }
    }

    static final class TwoCount extends Counting {
        TwoCount() {
            super(2);
        }
    }

    static final class ThreeCount extends Counting {
        ThreeCount() {
            super(3);
        }
    }

    /** One waiter may be woken and interrupted; the other must be woken in any case. */
    static final class OneGivesUp implements Runnable {
        @Override
        public void run() {
            Mutex mutex = Team.shared(new Mutex(MonitorFutex.newWord()));
            mutex.lock();
            Team team =
                    Team.start(
                            () -> {
                                try {
                                    mutex.lockInterruptibly();
                                    mutex.unlock();
                                } catch (InterruptedException e) {
                                    check(!mutex.isHeldByCurrentThread(), "held after all");
                                }
                            },
                            () -> {
                                mutex.lock();
                                mutex.unlock();
                            });
            mutex.unlock();
            team.interrupt(0);
            team.join();
            check(!mutex.isLocked(), "locked after all have left");
        }
    }

    /** A thread that only tries is never made to wait, and is alone when it succeeds. */
    static final class OneTries implements Runnable {
        @Override
        public void run() {
            Mutex mutex = Team.shared(new Mutex(MonitorFutex.newWord()));
            Exclusion exclusion = Team.shared(new Exclusion(mutex::lock, mutex::unlock));
            Team.play(
                    () -> {
                        if (mutex.tryLock()) {
                            try {
                                exclusion.section();
                            } finally {
                                mutex.unlock();
                            }
                        }
                    },
                    exclusion::round);
        }
    }
}
