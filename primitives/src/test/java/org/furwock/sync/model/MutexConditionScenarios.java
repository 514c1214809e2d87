package org.furwock.sync.model;

import static org.furwock.sync.model.Team.check;

import java.util.concurrent.Callable;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.MonitorFutex;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.sync.Mutex;
import org.furwock.sync.MutexCondition;

/** The scenarios of {@link MutexConditionModelTest}. */
final class MutexConditionScenarios {

    private MutexConditionScenarios() {}

    /** A mutex and its condition, and the numbers of signals given and taken. */
    private static final class Stage {
        final FutexWord[] words = Team.words(MutexCondition.WORDS);
        final Mutex mutex = new Mutex(MonitorFutex.newWord());
        final MutexCondition condition = new MutexCondition(mutex, words);
        boolean open;
        int given;
        int taken;

        void awaitOpen() throws InterruptedException {
            mutex.lock();
            try {
                while (!open) {
                    int before = given;
                    condition.await();
                    taken++;
                    check(given > before, "took a signal that was given before it came");
                }
            } finally {
                mutex.unlock();
            }
        }

        void awaitOpenOrInterrupt() {
            try {
                awaitOpen();
            } catch (InterruptedException e) {
                check(!Thread.interrupted(), "both an exception and the status");
            }
        }

        void signal() {
            mutex.lock();
            given += Math.min(condition.getWaitQueueLength(), 1);
            condition.signal();
            mutex.unlock();
        }

        void open() {
            mutex.lock();
            open = true;
            given += condition.getWaitQueueLength();
            condition.signalAll();
            mutex.unlock();
        }

        /** As open, but each waiter gets its own signal, and none is woken for another's. */
        void openOneByOne() {
            mutex.lock();
            open = true;
            while (condition.hasWaiters()) {
                given++;
                condition.signal();
            }
            mutex.unlock();
        }

        void checkCounters() {
            check(given == taken, given + " signals given, " + taken + " taken");
            for (int i = 3; i < words.length; i++) {
                check(words[i].get() == 0, "counter " + i + " is " + words[i].get());
            }
        }
    }

    /** One waits, one signals. */
    static final class HandOver implements Runnable {
        @Override
        public void run() {
            Stage stage = Team.shared(new Stage());
            Team.play(stage::awaitOpen, stage::open);
            stage.checkCounters();
        }
    }

    /** Two wait, one signals all. */
    static final class Broadcast implements Runnable {
        @Override
        public void run() {
            Stage stage = Team.shared(new Stage());
            Team.play(stage::awaitOpen, stage::awaitOpen, stage::open);
            stage.checkCounters();
        }
    }

    /** Two wait; there is one signal for either of them, and then one for the other. */
    static final class SignalThenAll implements Runnable {
        @Override
        public void run() {
            Stage stage = Team.shared(new Stage());
            Team team = Team.start(stage::awaitOpen, stage::awaitOpen);
            stage.signal();
            stage.open();
            team.join();
            stage.checkCounters();
        }
    }

    /** One waits and is interrupted and signalled, whichever comes first. */
    static final class Interrupted implements Runnable {
        @Override
        public void run() {
            Stage stage = Team.shared(new Stage());
            Team team = Team.start(stage::awaitOpenOrInterrupt);
            team.interrupt(0);
            stage.open();
            team.join();
            stage.checkCounters();
        }
    }

    /** Two wait; one is signalled, and one is interrupted, perhaps the same. */
    static final class SignalAndInterrupt implements Runnable {
        @Override
        public void run() {
            Stage stage = Team.shared(new Stage());
            Team team = Team.start(stage::awaitOpenOrInterrupt, stage::awaitOpen);
            stage.signal();
            team.interrupt(0);
            stage.open();
            team.join();
            stage.checkCounters();
        }
    }

    /** Two wait repeatedly. Signals come one by one, and the kernel wakes the youngest. */
    static final class OneByOne implements Runnable {
        @Override
        public void run() {
            MonitorFutex.pickOldestFirst();
            Stage stage = Team.shared(new Stage());
            Team team = Team.start(stage::awaitOpen, stage::awaitOpen);
            stage.signal();
            MonitorFutex.reverse();
            stage.signal();
            stage.openOneByOne();
            team.join();
            stage.checkCounters();
        }
    }

    /**
     * A thread is signalled while two others wait that came later and are picked first, as if they
     * were of higher priority: whether it returns.
     */
    static final class PassedOver implements Callable<Boolean> {
        private final Stage stage = new Stage();

        @Override
        public Boolean call() {
            MonitorFutex.pickOldestFirst();
            Task<Void> first = waiter(1);
            Task<Void> passedOver = waiter(2);
            stage.signal(); // closes the group of both, for the first
            first.get();
            Task<Void> urgent = waiter(2);
            Task<Void> moreUrgent = waiter(3);
            MonitorFutex.reverse();
            stage.signal();
            Sleepers.await(
                    () -> passedOver.future().isDone() || sleepers() == 3,
                    () -> "it neither sleeps nor runs");
            boolean returned = passedOver.future().isDone();
            stage.open();
            passedOver.get();
            urgent.get();
            moreUrgent.get();
            return returned;
        }

        private int sleepers() {
            return Futex.sleepers(stage.words[0]) + Futex.sleepers(stage.words[1]);
        }

        /** Starts a thread that waits once, and returns when it is the last of so many asleep. */
        private Task<Void> waiter(int asleep) {
            Task<Void> task =
                    TestThreads.start(
                            () -> {
                                stage.mutex.lock();
                                stage.condition.awaitUninterruptibly();
                                stage.mutex.unlock();
                                return null;
                            });
            Sleepers.await(
                    () -> sleepers() == asleep, () -> asleep + " should sleep, not " + sleepers());
            return task;
        }
    }
}
