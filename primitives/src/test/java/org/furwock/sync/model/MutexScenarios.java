package org.furwock.sync.model;

import static org.furwock.sync.model.Team.check;

import org.furwock.futex.MonitorFutex;
import org.furwock.sync.Mutex;

/** What {@link MutexModelTest} lets threads do with a {@link Mutex}. */
final class MutexScenarios {

    private MutexScenarios() {}

    /** Each thread adds one to a plain counter. */
    abstract static class Counting implements Runnable {
        private final int threads;
        private int counter;

        Counting(int threads) {
            this.threads = threads;
        }

        @Override
        public void run() {
            Mutex mutex = new Mutex(MonitorFutex.newWord());
            counter = 0;
            Team.play(
                    Team.times(
                            threads,
                            () -> {
                                mutex.lock();
                                counter++;
                                mutex.unlock();
                            }));
            check(counter == threads, "counted " + counter);
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

    /** One waiter may be woken and interrupted; the other must be woken all the same. */
    static final class OneGivesUp implements Runnable {
        @Override
        public void run() {
            Mutex mutex = new Mutex(MonitorFutex.newWord());
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
        private int inside;

        @Override
        public void run() {
            Mutex mutex = new Mutex(MonitorFutex.newWord());
            inside = 0;
            Team.play(
                    () -> {
                        if (mutex.tryLock()) {
                            section(mutex);
                        }
                    },
                    () -> {
                        mutex.lock();
                        section(mutex);
                    });
        }

        private void section(Mutex mutex) {
            check(++inside == 1, "not alone");
            inside--;
            mutex.unlock();
        }
    }
}
