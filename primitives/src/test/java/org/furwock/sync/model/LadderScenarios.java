package org.furwock.sync.model;

import static org.furwock.sync.model.Team.check;

import org.furwock.drepper.Condition1;
import org.furwock.drepper.Condition2;
import org.furwock.drepper.Condition3;
import org.furwock.drepper.Event1;
import org.furwock.drepper.Event2;
import org.furwock.drepper.Mutex1;
import org.furwock.drepper.Mutex2;
import org.furwock.drepper.Mutex3;
import org.furwock.drepper.Mutex4;
import org.furwock.drepper.PaperCondition;
import org.furwock.drepper.PaperMutex;
import org.furwock.drepper.UpDown;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.MonitorFutex;

/** The scenarios of {@link LadderModelTest}. */
final class LadderScenarios {

    private LadderScenarios() {}

    private static void count(PaperMutex mutex, int threads) {
        Team.shared(new Exclusion(mutex::lock, mutex::unlock)).play(threads);
    }

    /** One waits for a flag, one raises it. */
    static final class Event1Signal implements Runnable {
        private volatile boolean raised;

        @Override
        public void run() {
            Event1 event = Team.shared(new Event1(MonitorFutex.newWord()));
            raised = false;
            Team.play(
                    () -> {
                        while (!raised) {
                            event.await();
                        }
                    },
                    () -> {
                        raised = true;
                        event.signal();
                    });
        }
    }

    /** Two signal at once. */
    static final class Event1TwoSignals implements Runnable {
        @Override
        public void run() {
            FutexWord word = MonitorFutex.newWord();
            Event1 event = Team.shared(new Event1(word));
            Team.play(event::signal, event::signal);
            check(word.get() == 2, "of two signals so many count: " + word.get());
        }
    }

    /** One waits for two flags, which two others raise at once. */
    static final class Event2Signals implements Runnable {
        private volatile boolean first;
        private volatile boolean second;

        @Override
        public void run() {
            Event2 event = Team.shared(new Event2(MonitorFutex.newWord()));
            first = false;
            second = false;
            Team.play(
                    () -> {
                        int seen = event.count();
                        while (!first || !second) {
                            event.await(seen);
                            seen = event.count();
                        }
                    },
                    () -> {
                        first = true;
                        event.signal();
                    },
                    () -> {
                        second = true;
                        event.signal();
                    });
        }
    }

    /** Without an overflow, the first mutex is correct. */
    static final class Mutex1Count implements Runnable {
        @Override
        public void run() {
            count(new Mutex1(MonitorFutex.newWord()), 2);
        }
    }

    /**
     * Two waiters, while the mutex is held: each adds one before it sleeps, if nothing disturbs it.
     */
    static final class Mutex1LiveLock implements Runnable {
        @Override
        public void run() {
            FutexWord word = MonitorFutex.newWord();
            Mutex1 mutex = Team.shared(new Mutex1(word));
            mutex.lock();
            Team waiters =
                    Team.start(
                            Team.times(
                                    2,
                                    () -> {
                                        mutex.lock();
                                        mutex.unlock();
                                    }));
            int additions = word.get();
            mutex.unlock();
            waiters.join();
            check(additions <= 3, "they keep each other from sleeping: " + additions);
        }
    }

    /** The same when they have done it nearly 2<sup>32</sup> times. */
    static final class Mutex1Overflow implements Runnable {
        @Override
        public void run() {
            FutexWord word = MonitorFutex.newWord();
            Mutex1 mutex = Team.shared(new Mutex1(word));
            mutex.lock();
            word.set(-1);
            Exclusion exclusion = Team.shared(new Exclusion(mutex::lock, mutex::unlock));
            Team waiters = Team.start(Team.times(2, exclusion::round));
            exclusion.section();
            mutex.unlock();
            waiters.join();
        }
    }

    static final class Mutex2Count implements Runnable {
        @Override
        public void run() {
            count(new Mutex2(MonitorFutex.newWord()), 3);
        }
    }

    static final class Mutex3Count implements Runnable {
        @Override
        public void run() {
            count(new Mutex3(MonitorFutex.newWord()), 3);
        }
    }

    static final class Mutex4Count implements Runnable {
        @Override
        public void run() {
            count(new Mutex4(MonitorFutex.newWord(), MonitorFutex.newWord()), 3);
        }
    }

    /** Threads wait until another one opens. */
    private static final class Gate {
        private final PaperMutex mutex;
        private final PaperCondition condition;
        private boolean open;

        Gate(PaperMutex mutex, PaperCondition condition) {
            this.mutex = mutex;
            this.condition = condition;
        }

        void pass() {
            mutex.lock();
            while (!open) {
                condition.await();
            }
            mutex.unlock();
        }

        void openForOne() {
            mutex.lock();
            open = true;
            condition.signal();
            mutex.unlock();
        }

        void openForAll() {
            mutex.lock();
            open = true;
            condition.signalAll();
            mutex.unlock();
        }
    }

    static final class Condition1Signal implements Runnable {
        @Override
        public void run() {
            Mutex3 mutex = new Mutex3(MonitorFutex.newWord());
            Gate gate = Team.shared(new Gate(mutex, new Condition1(mutex, MonitorFutex.newWord())));
            Team.play(gate::pass, gate::openForOne);
        }
    }

    static final class Condition2Broadcast implements Runnable {
        @Override
        public void run() {
            Mutex3 mutex = new Mutex3(MonitorFutex.newWord());
            Gate gate = Team.shared(new Gate(mutex, new Condition2(mutex, MonitorFutex.newWord())));
            Team.play(gate::pass, gate::pass, gate::openForAll);
        }
    }

    /** A broadcast wakes sleepers while the mutex that they need is held. */
    static final class Condition2Stampede implements Runnable {
        private volatile boolean inVain;

        @Override
        public void run() {
            FutexWord held = MonitorFutex.newWord();
            FutexWord count = MonitorFutex.newWord();
            Mutex3 mutex = new Mutex3(held);
            Condition2 condition = new Condition2(mutex, count);
            Gate gate = Team.shared(new Gate(mutex, condition));
            inVain = false;
            Team team =
                    Team.start(
                            () -> {
                                mutex.lock();
                                gate.open = true;
                                boolean asleep = Futex.sleepers(count) == 1;
                                condition.signalAll();
                                inVain = asleep && Futex.sleepers(held) == 1;
                                mutex.unlock();
                            });
            gate.pass();
            team.join();
            check(!inVain, "woken only to sleep again");
        }
    }

    static final class Condition3Signal implements Runnable {
        @Override
        public void run() {
            Mutex3 mutex = new Mutex3(MonitorFutex.newWord());
            Gate gate = Team.shared(new Gate(mutex, new Condition3(mutex, MonitorFutex.newWord())));
            Team.play(gate::pass, gate::openForOne);
        }
    }

    static final class Condition3Broadcast implements Runnable {
        @Override
        public void run() {
            Mutex3 mutex = new Mutex3(MonitorFutex.newWord());
            Gate gate = Team.shared(new Gate(mutex, new Condition3(mutex, MonitorFutex.newWord())));
            Team.play(gate::pass, gate::pass, gate::openForAll);
        }
    }

    /** Two threads, one permit, which each takes and gives back. */
    static final class UpDownTurns implements Runnable {
        @Override
        public void run() {
            UpDown semaphore = Team.shared(new UpDown(1, MonitorFutex.newWord()));
            Team.shared(new Exclusion(semaphore::down, semaphore::up)).play(2);
        }
    }

    /** Two give a permit each, where one waits or has just waited. */
    static final class UpDownTwoUps implements Runnable {
        @Override
        public void run() {
            FutexWord word = MonitorFutex.newWord();
            UpDown semaphore = Team.shared(new UpDown(0, word));
            word.set(-1);
            Team.play(semaphore::up, semaphore::up);
            check(word.get() == 2, "of two permits so many are left: " + word.get());
        }
    }
}
