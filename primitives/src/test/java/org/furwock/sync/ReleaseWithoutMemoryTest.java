package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.FullHeap;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.Sleepers;
import org.furwock.futex.WaitResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The first release of its JVM, and the first wake, in a full heap: their code is linked before.
 */
@Timeout(600)
class ReleaseWithoutMemoryTest {

    /** With JNA: some of FFM's calls allocate until C2 has compiled them. */
    private static final List<String> TINY =
            List.of("-Xmx16m", "-XX:-UseTLAB", "-XX:-UseGCOverheadLimit", "-Dfurwock.engine=jna");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latch",
                "event",
                "semaphore",
                "semaphore on words",
                "fair semaphore",
                "parker",
                "mutex",
                "write",
                "read",
                "condition"
            })
    void shouldLetTheSleeperGo(String kind) throws InterruptedException {
        assertReleased(kind, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"latch", "event", "semaphore", "semaphore on words", "parker"})
    void shouldReleaseWhereNoThreadSleeps(String kind) throws InterruptedException {
        assertReleased(kind, false);
    }

    /** More than the words that a fair semaphore keeps from the start. */
    @Test
    void shouldLetManyLeaveTheQueue() throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(Leaving.class, TINY)) {
            assertThat(child.outputOfSuccess()).contains("0 failed, 0 permits left");
        }
    }

    private static void assertReleased(String kind, boolean asleep) throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(FirstRelease.class, TINY, kind, asleep)) {
            assertThat(child.outputOfSuccess()).contains("passed");
        }
    }

    /** One thread passes when another one has released, which has no memory. */
    static final class FirstRelease {

        private interface Step {
            void run() throws InterruptedException;
        }

        /**
         * A primitive, and how it is used.
         *
         * @param prepare by the releaser, before the waiter may sleep
         * @param pass by the waiter
         * @param beforeRelease by the releaser, while there is memory
         * @param release by the releaser
         */
        private record Use(Step prepare, Step pass, Step beforeRelease, Step release) {

            static Use of(Step pass, Step release) {
                Step nothing = () -> {};
                return new Use(nothing, pass, nothing, release);
            }

            static Use of(Lock held, Lock wanted) {
                return new Use(
                        held::lock, () -> Locking.lockAndUnlock(wanted), () -> {}, held::unlock);
            }

            static Use of(Mutex mutex, Condition condition) {
                return new Use(
                        () -> {},
                        () -> {
                            mutex.lock();
                            condition.await();
                            mutex.unlock();
                        },
                        mutex::lock,
                        () -> {
                            condition.signal();
                            mutex.unlock();
                        });
            }
        }

        private static volatile Object @Nullable [] hoard;

        /** Whether the waiter has slept once, before it waits. */
        private static volatile boolean hasSlept;

        /** Why the waiter did not pass. */
        private static volatile @Nullable Throwable failure;

        public static void main(String[] args) throws InterruptedException {
            boolean asleep = Boolean.parseBoolean(args[1]);
            Use use = use(args[0]);
            use.prepare.run();
            Thread waiter = new Thread(() -> pass(use));
            waiter.setDaemon(true);
            if (asleep) {
                waiter.start();
                Sleepers.await(
                        () -> hasSlept && LockSupport.getBlocker(waiter) != null,
                        () -> waiter + " does not wait");
            }
            use.beforeRelease.run();
            hoard = FullHeap.fill();
            try {
                use.release.run();
            } catch (Throwable e) {
                hoard = null;
                throw e;
            }
            if (!asleep) {
                hoard = null;
                waiter.start();
            }
            waiter.join();
            hoard = null; // the waiter may have failed before the heap was full
            System.out.println(failure == null ? "passed" : "failed: " + failure);
        }

        private static void pass(Use use) {
            try {
                // What a sleep needs for the first time, it needs before the heap is full.
                WaitResult end = Futex.await(FutexWord.allocate(), 1);
                hasSlept = end == WaitResult.VALUE_CHANGED;
                use.pass.run();
            } catch (OutOfMemoryError e) {
                // It was woken, which is what counts here: its own first steps may need memory.
            } catch (Throwable e) {
                failure = e;
            } finally {
                hoard = null; // a thread cannot even end without memory
            }
        }

        private static Use use(String kind) {
            switch (kind) {
                case "latch":
                    Latch latch = new Latch(1);
                    return Use.of(latch::await, latch::countDown);
                case "event":
                    Event event = new Event(Event.Reset.AUTO);
                    return Use.of(event::await, event::set);
                case "parker":
                    Parker parker = new Parker();
                    return Use.of(parker::park, parker::unpark);
                case "semaphore":
                    return of(new Semaphore(0));
                case "fair semaphore":
                    return of(new Semaphore(0, true));
                case "semaphore on words":
                    return of(
                            new Semaphore(
                                    0,
                                    FutexWord.allocateAdjacent(
                                            FutexScope.PRIVATE, Semaphore.WORDS)));
                case "mutex":
                    Mutex mutex = new Mutex();
                    return Use.of(mutex, mutex);
                case "condition":
                    Mutex guard = new Mutex();
                    return Use.of(guard, guard.newCondition());
                case "write":
                    RwLock written = new RwLock();
                    return Use.of(written.writeLock(), written.readLock());
                case "read":
                    RwLock read = new RwLock();
                    return Use.of(read.readLock(), read.writeLock());
                default:
                    throw new IllegalArgumentException(kind);
            }
        }

        private static Use of(Semaphore semaphore) {
            return Use.of(semaphore::acquireUninterruptibly, semaphore::release);
        }
    }

    /** Many threads wait for a fair semaphore with memory, and take their permits without. */
    static final class Leaving extends Thread {

        private static final int THREADS = 40;
        private static final Semaphore SEMAPHORE = new Semaphore(0, true);
        private static final AtomicInteger LEFT = new AtomicInteger();
        private static final AtomicInteger FAILED = new AtomicInteger();

        private static volatile Object @Nullable [] hoard;

        public static void main(String[] args) throws InterruptedException {
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Leaving();
                thread.setDaemon(true);
                thread.start();
                Sleepers.await(
                        () -> LockSupport.getBlocker(thread) != null,
                        () -> thread + " does not wait");
            }
            hoard = FullHeap.fill();
            SEMAPHORE.release(THREADS);
            while (LEFT.get() < THREADS) {
                Thread.yield();
            }
            hoard = null;
            int permits = SEMAPHORE.availablePermits();
            System.out.println(FAILED.get() + " failed, " + permits + " permits left");
        }

        @Override
        public void run() {
            try {
                SEMAPHORE.acquireUninterruptibly();
            } catch (OutOfMemoryError e) {
                FAILED.incrementAndGet();
            }
            LEFT.incrementAndGet();
            while (hoard != null || LEFT.get() < THREADS) { // a thread cannot end without memory
                Thread.yield();
            }
        }
    }
}
