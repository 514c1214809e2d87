package org.furwock.jcstress.ladder;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.drepper.Condition1;
import org.furwock.drepper.Condition3;
import org.furwock.drepper.Event1;
import org.furwock.drepper.Event2;
import org.furwock.drepper.Mutex1;
import org.furwock.drepper.Mutex3;
import org.furwock.drepper.Mutex4;
import org.furwock.drepper.PaperCondition;
import org.furwock.drepper.PaperMutex;
import org.furwock.drepper.UpDown;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.gate.Gate;

/** The steps of the ladder as the locks and gates that the scenarios take. */
final class Rungs {

    private Rungs() {}

    // Gates: a flag, and a step of the ladder that waits for it.

    static Gate gate(Event1 event) {
        return new FlagGate() {
            @Override
            public void open() {
                open = true;
                event.signal();
            }

            @Override
            public void pass() {
                while (!open) {
                    event.await();
                }
            }
        };
    }

    static Gate gate(Event2 event) {
        return new FlagGate() {
            @Override
            public void open() {
                open = true;
                event.signal();
            }

            @Override
            public void pass() {
                int seen = event.count();
                while (!open) {
                    event.await(seen);
                    seen = event.count();
                }
            }
        };
    }

    static Gate gateOfCondition1() {
        Mutex3 mutex = new Mutex3();
        return new ConditionGate(mutex, new Condition1(mutex));
    }

    static Gate gateOfCondition3() {
        Mutex3 mutex = new Mutex3();
        return new ConditionGate(mutex, new Condition3(mutex));
    }

    private abstract static class FlagGate implements Gate {

        volatile boolean open;

        @Override
        public boolean pass(long nanos) {
            throw new UnsupportedOperationException("the ladder has no time-outs");
        }

        @Override
        public boolean isOpen() {
            return open;
        }
    }

    private static final class ConditionGate extends FlagGate {

        private final PaperMutex mutex;
        private final PaperCondition condition;

        ConditionGate(PaperMutex mutex, PaperCondition condition) {
            this.mutex = mutex;
            this.condition = condition;
        }

        @Override
        public void open() {
            mutex.lock();
            open = true;
            condition.signal();
            mutex.unlock();
        }

        @Override
        public void pass() {
            mutex.lock();
            while (!open) {
                condition.await();
            }
            mutex.unlock();
        }
    }

    // Locks.

    static Lock lock(PaperMutex mutex) {
        return new PlainLock(mutex::lock, mutex::unlock);
    }

    /** A semaphore with one permit. */
    static Lock lock(UpDown semaphore) {
        return new PlainLock(semaphore::down, semaphore::up);
    }

    /**
     * A {@link Mutex1} whose waiters have added one nearly 2<sup>32</sup> times by the moment when
     * a thread acquires it: its counter is one short of 0.
     */
    static Lock nearOverflow() {
        FutexWord word = FutexWord.allocate();
        Mutex1 mutex = new Mutex1(word);
        return new PlainLock(
                () -> {
                    mutex.lock();
                    word.compareAndSet(1, -1);
                },
                mutex::unlock);
    }

    /**
     * A {@link Mutex4} in the state that it would have if a woken waiter did not clear WOKEN: the
     * bit stays set while waiters are counted.
     */
    static Lock wokenForGood() {
        FutexWord state = FutexWord.allocate();
        Mutex4 mutex = new Mutex4(state, FutexWord.allocate());
        return new PlainLock(
                () -> {
                    mutex.lock();
                    if (state.get() >= 4) { // the count of waiters begins at bit 2
                        state.getAndBitwiseOr(2);
                    }
                },
                mutex::unlock);
    }

    /** A lock with lock and unlock only: its scenarios call no other method. */
    private record PlainLock(Runnable locking, Runnable unlocking) implements Lock {

        @Override
        public void lock() {
            locking.run();
        }

        @Override
        public void unlock() {
            unlocking.run();
        }

        @Override
        public void lockInterruptibly() {
            throw unsupported();
        }

        @Override
        public boolean tryLock() {
            throw unsupported();
        }

        @Override
        public boolean tryLock(long time, TimeUnit unit) {
            throw unsupported();
        }

        @Override
        public Condition newCondition() {
            throw unsupported();
        }

        private static UnsupportedOperationException unsupported() {
            return new UnsupportedOperationException("the ladder has lock and unlock only");
        }
    }
}
