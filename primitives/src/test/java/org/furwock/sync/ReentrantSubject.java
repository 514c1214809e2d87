package org.furwock.sync;

import java.util.Collection;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.furwock.futex.Sleepers;
import org.furwock.locks.FutexReentrantLock;

/**
 * {@link ReentrantLock} or {@link FutexReentrantLock}, with its protected methods open: subclasses
 * of both, so that inheritance is tested as well.
 */
interface ReentrantSubject extends Lock, AnyLock {

    /** The original, which proves the tests, and ours; fair and not. */
    static Stream<Maker> makers() {
        return Stream.concat(
                Stream.of(
                        new Maker("ReentrantLock", false, () -> new Original(false)),
                        new Maker("fair ReentrantLock", true, () -> new Original(true))),
                ours());
    }

    static Stream<Maker> ours() {
        return Stream.of(
                new Maker("FutexReentrantLock", false, () -> new Ours(false)),
                new Maker("fair FutexReentrantLock", true, () -> new Ours(true)));
    }

    /** A constructor. */
    interface Constructor {
        ReentrantSubject make();
    }

    /** A kind of lock, by name. */
    record Maker(String name, boolean fair, Constructor constructor) {
        ReentrantSubject make() {
            return constructor.make();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    int getHoldCount();

    boolean isHeldByCurrentThread();

    boolean isLocked();

    /** Returns when the thread is in the lock's queue. */
    default void awaitQueued(Thread thread) {
        Sleepers.await(() -> hasQueuedThread(thread), () -> thread + " should wait for " + this);
    }

    /** Returns with the lock held when this number of threads wait on the condition. */
    default void lockWhenWaiting(Condition condition, int count) {
        lock();
        while (getWaitQueueLength(condition) != count) {
            unlock();
            Thread.yield();
            lock();
        }
    }

    /** The JDK's. */
    final class Original extends ReentrantLock implements ReentrantSubject {

        private static final long serialVersionUID = 1L;

        Original(boolean fair) {
            super(fair);
        }

        @Override
        public Thread getOwner() {
            return super.getOwner();
        }

        @Override
        public Collection<Thread> getQueuedThreads() {
            return super.getQueuedThreads();
        }

        @Override
        public Collection<Thread> getWaitingThreads(Condition condition) {
            return super.getWaitingThreads(condition);
        }
    }

    /** Furwock's. */
    final class Ours extends FutexReentrantLock implements ReentrantSubject {

        private static final long serialVersionUID = 1L;

        Ours(boolean fair) {
            super(fair);
        }

        @Override
        public Thread getOwner() {
            return super.getOwner();
        }

        @Override
        public Collection<Thread> getQueuedThreads() {
            return super.getQueuedThreads();
        }

        @Override
        public Collection<Thread> getWaitingThreads(Condition condition) {
            return super.getWaitingThreads(condition);
        }
    }
}
