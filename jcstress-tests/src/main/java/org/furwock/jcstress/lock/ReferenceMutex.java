package org.furwock.jcstress.lock;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.furwock.jcstress.Threads;
import org.jspecify.annotations.Nullable;

/**
 * Drepper's third mutex, which is correct. The broken twins are copies of it, each with one step
 * changed. It does not spin, has no owner, and has no conditions.
 */
public class ReferenceMutex implements Lock {

    protected static final int FREE = 0;
    protected static final int HELD = 1;
    protected static final int CONTENDED = 2;

    protected final FutexWord word = FutexWord.allocate();

    @Override
    public void lock() {
        if (!word.compareAndSet(FREE, HELD)) {
            sleepUntilHeld(false, Deadline.NEVER);
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        if (!word.compareAndSet(FREE, HELD) && !sleepUntilHeld(true, Deadline.NEVER)) {
            Thread.interrupted();
            throw new InterruptedException();
        }
    }

    @Override
    public boolean tryLock() {
        return word.compareAndSet(FREE, HELD);
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return word.compareAndSet(FREE, HELD)
                || sleepUntilHeld(false, Deadline.ofTimeout(unit.toNanos(time)));
    }

    @Override
    public void unlock() {
        if (word.getAndSet(FREE) == CONTENDED) {
            Futex.wake(word, 1);
        }
    }

    /** Whether the mutex is held now; otherwise there was a reason to give up. */
    protected boolean sleepUntilHeld(boolean interruptible, Deadline deadline) {
        while (word.getAndSet(CONTENDED) != FREE) {
            WaitResult result = sleep(interruptible, deadline);
            if (result == WaitResult.INTERRUPTED || result == WaitResult.TIMED_OUT) {
                return false;
            }
        }
        return true;
    }

    protected final WaitResult sleep(boolean interruptible, Deadline deadline) {
        return Futex.await(word, CONTENDED, deadline, WaitOptions.of(interruptible), this);
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException();
    }

    /** Broken twin: lockInterruptibly clears the interrupt status when it acquires the mutex. */
    public static final class ClearsInterrupt extends ReferenceMutex {

        @Override
        public void lockInterruptibly() throws InterruptedException {
            super.lockInterruptibly();
            Thread.interrupted();
        }
    }

    /** Broken twin: a woken thread takes the mutex as HELD, although others may sleep. */
    public static final class HeldAfterSleep extends ReferenceMutex {

        @Override
        public void lock() {
            while (!word.compareAndSet(FREE, HELD)) {
                if (word.get() == CONTENDED || word.compareAndSet(HELD, CONTENDED)) {
                    sleep(false, Deadline.NEVER);
                }
            }
        }
    }

    /**
     * Broken twin: unlock wakes only if a thread sleeps in the kernel, where virtual threads do
     * not.
     */
    public static final class IgnoresVirtual extends ReferenceMutex {

        private final AtomicInteger inKernel = new AtomicInteger();

        @Override
        protected boolean sleepUntilHeld(boolean interruptible, Deadline deadline) {
            int platform = Threads.isVirtual(Thread.currentThread()) ? 0 : 1;
            inKernel.addAndGet(platform);
            boolean held = super.sleepUntilHeld(interruptible, deadline);
            inKernel.addAndGet(-platform);
            return held;
        }

        @Override
        public void unlock() {
            if (word.getAndSet(FREE) == CONTENDED && inKernel.get() > 0) {
                Futex.wake(word, 1);
            }
        }
    }

    /** Broken twin: a woken thread that is interrupted leaves and does not pass the wake on. */
    public static final class InterruptConsumesWake extends ReferenceMutex {

        @Override
        protected boolean sleepUntilHeld(boolean interruptible, Deadline deadline) {
            while (word.getAndSet(CONTENDED) != FREE) {
                sleep(interruptible, deadline);
                if (interruptible && Thread.currentThread().isInterrupted()) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Broken twin: two threads that try at the same time see each other, and both fail. */
    public static final class MutualBackOff extends ReferenceMutex {

        @Override
        public boolean tryLock() {
            boolean alone = word.getAndAdd(1) == FREE;
            if (!alone || word.get() != HELD) {
                word.getAndAdd(-1);
                return false;
            }
            return true;
        }
    }

    /** Broken twin: the check of the word and the write to it are two steps. */
    public static final class NonAtomicTryLock extends ReferenceMutex {

        @Override
        public void lock() {
            if (!tryLock()) {
                sleepUntilHeld(false, Deadline.NEVER);
            }
        }

        @Override
        public boolean tryLock() {
            boolean free = word.get() == FREE;
            if (free) {
                word.set(HELD);
            }
            return free;
        }
    }

    /**
     * Broken twin: Peterson's lock for two threads, with release and acquire where it needs
     * volatile. A thread's flag may still be in its store buffer when the thread reads the other's
     * flag. Then both enter.
     */
    public static final class PetersonWithoutFence extends ReferenceMutex {

        private final AtomicReference<@Nullable Thread> first = new AtomicReference<>(null);
        private final FutexWord[] wants = {FutexWord.allocate(), FutexWord.allocate()};
        private final FutexWord turn = FutexWord.allocate();

        private int me() {
            Thread self = Thread.currentThread();
            return first.compareAndSet(null, self) || first.get() == self ? 0 : 1;
        }

        @Override
        public void lock() {
            int me = me();
            wants[me].setRelease(1);
            turn.setRelease(1 - me);
            while (wants[1 - me].getAcquire() == 1 && turn.getAcquire() == 1 - me) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void unlock() {
            wants[me()].setRelease(0);
        }
    }

    /**
     * Broken twin: a thread that is woken after its deadline leaves and does not pass the wake on.
     */
    public static final class TimeoutConsumesWake extends ReferenceMutex {

        @Override
        protected boolean sleepUntilHeld(boolean interruptible, Deadline deadline) {
            while (word.getAndSet(CONTENDED) != FREE) {
                WaitResult result = sleep(interruptible, deadline);
                if (result == WaitResult.TIMED_OUT || deadline.isOver()) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Broken twin: a thread that acquires the mutex after its deadline reports a time-out and keeps
     * the mutex.
     */
    public static final class TimeoutKeepsLock extends ReferenceMutex {

        @Override
        protected boolean sleepUntilHeld(boolean interruptible, Deadline deadline) {
            return super.sleepUntilHeld(interruptible, deadline) && !deadline.isOver();
        }
    }

    /** Broken twin: unlock wakes no thread. */
    public static final class UnlockWithoutWake extends ReferenceMutex {

        @Override
        public void unlock() {
            word.set(FREE);
        }
    }

    /** Broken twin: unlock wakes before it frees the word, and the woken thread sleeps again. */
    public static final class WakeBeforeRelease extends ReferenceMutex {

        @Override
        public void unlock() {
            if (word.get() == CONTENDED) {
                Futex.wake(word, 1);
            }
            word.set(FREE);
        }
    }
}
