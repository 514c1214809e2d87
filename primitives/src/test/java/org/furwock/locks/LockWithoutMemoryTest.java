package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.FullHeap;
import org.furwock.sync.Locking;
import org.furwock.sync.Mutex;
import org.furwock.sync.RwLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks keep working when there is no memory left to wait with. */
@Timeout(600)
class LockWithoutMemoryTest {

    /** Threads have no allocation buffers either: each allocation fails. */
    private static final List<String> TINY =
            List.of("-Xmx16m", "-XX:-UseTLAB", "-XX:-UseGCOverheadLimit");

    @ParameterizedTest
    @ValueSource(strings = {"reentrant", "fair", "write"})
    void turnsGoOnWhenTheHeapIsFull(String kind) throws InterruptedException {
        assertAllTurnsTaken(TINY, kind);
    }

    /** With JNA: some of FFM's calls allocate until C2 has compiled them. */
    @Test
    void turnsOfAMutexGoOn() throws InterruptedException {
        List<String> options = new ArrayList<>(TINY);
        options.add("-Dfurwock.engine=jna");
        assertAllTurnsTaken(options, "mutex");
    }

    /** An event that cannot be made costs no wake, and no lock. */
    @Test
    void turnsGoOnWhenTheyAreRecorded() throws InterruptedException {
        List<String> options = new ArrayList<>(TINY);
        options.add("-Xmx48m"); // the recorder needs some
        options.add("-Dfurwock.engine=jna");
        options.add("-D" + Turns.RECORDED + "=true");
        assertAllTurnsTaken(options, "mutex");
    }

    /** The first wait without memory in its JVM: its code must be linked before. */
    @ParameterizedTest
    @ValueSource(strings = {"reentrant", "fair", "write"})
    void whoGivesUpLeavesTheQueue(String kind) throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(GivingUp.class, TINY, kind)) {
            assertThat(child.outputOfSuccess()).contains("the next one has it");
        }
    }

    /** The first release of its JVM without memory: its code must be linked before. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "reentrant",
                "fair",
                "write",
                "read",
                "mutex",
                "word's write",
                "word's read"
            })
    void whoUnlocksForTheFirstTimeLeavesTheLockFree(String kind) throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(FirstUnlock.class, TINY, kind)) {
            assertThat(child.outputOfSuccess()).contains("the next one has it");
        }
    }

    /** A read lock reports it instead: it must remember that its thread holds it. */
    @Test
    void aReadLockThatCannotBeRememberedIsNotHeld() throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(Reads.class, TINY)) {
            assertThat(child.outputOfSuccess()).contains("20 refused, 0 held");
        }
    }

    private static void assertAllTurnsTaken(List<String> options, String kind)
            throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(Turns.class, options, kind)) {
            assertThat(child.outputOfSuccess()).contains("all turns taken");
        }
    }

    private static Lock lock(String kind) {
        return switch (kind) {
            case "reentrant" -> new FutexReentrantLock();
            case "fair" -> new FutexReentrantLock(true);
            case "write" -> new FutexReentrantReadWriteLock().writeLock();
            case "read" -> new FutexReentrantReadWriteLock().readLock();
            case "mutex" -> new Mutex();
            case "word's write" -> new RwLock().writeLock();
            case "word's read" -> new RwLock().readLock();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** One thread reads, too rarely to get a reader slot, first with memory, then without. */
    static final class Reads {

        private static final int TIMES = 20;

        public static void main(String[] args) {
            FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
            refusals(lock);
            Object[] hoard = FullHeap.fill();
            int refused = refusals(lock);
            hoard[0] = null;
            System.out.println(refused + " refused, " + lock.getReadLockCount() + " held");
        }

        private static int refusals(FutexReentrantReadWriteLock lock) {
            int refused = 0;
            for (int i = 0; i < TIMES; i++) {
                try {
                    lock.readLock().lock();
                    lock.readLock().unlock();
                } catch (OutOfMemoryError e) {
                    refused++;
                }
            }
            return refused;
        }
    }

    /** A thread locks with memory, and unlocks without. */
    static final class FirstUnlock {

        private static Object @Nullable [] hoard;

        public static void main(String[] args) throws InterruptedException {
            Lock lock = lock(args[0]);
            lock.lock();
            hoard = FullHeap.fill();
            try {
                lock.unlock();
            } finally {
                hoard = null;
            }
            Thread next = new Thread(() -> Locking.lockAndUnlock(lock));
            next.start();
            next.join();
            System.out.println("the next one has it");
        }
    }

    /** One thread waits for a lock with memory, and gives up without. */
    static final class GivingUp extends Thread {

        private static Object @Nullable [] hoard;

        private final Lock lock;
        private volatile boolean gaveUp;

        private GivingUp(Lock lock) {
            this.lock = lock;
        }

        public static void main(String[] args) throws InterruptedException {
            Lock lock = lock(args[0]);
            lock.lock();
            GivingUp impatient = sleeping(lock);
            hoard = FullHeap.fill();
            impatient.join();
            hoard = null; // again, if the first error came too early
            assertThat(impatient.gaveUp).isTrue();
            lock.unlock();
            Thread next = new Thread(() -> Locking.lockAndUnlock(lock));
            next.start();
            next.join();
            System.out.println("the next one has it");
        }

        private static GivingUp sleeping(Lock lock) {
            GivingUp impatient;
            do { // until a waiter is seen before its time-out
                impatient = new GivingUp(lock);
                impatient.start();
                while (LockSupport.getBlocker(impatient) == null && impatient.isAlive()) {
                    Thread.onSpinWait();
                }
            } while (!impatient.isAlive());
            return impatient;
        }

        @Override
        public void run() {
            try {
                gaveUp = !lock.tryLock(2, TimeUnit.SECONDS);
            } catch (OutOfMemoryError e) { // the timed forms may throw it if they change nothing
                gaveUp = true;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                hoard = null;
            }
        }
    }

    /**
     * Two threads take turns by a condition, first with memory, then without. Nothing else runs in
     * between, since nearly everything allocates.
     */
    static final class Turns extends Thread {

        private static final int THREADS = 2;
        private static final int WITH_MEMORY = 20_000; // enough to have reached all code
        private static final int WITHOUT = 40;

        /** The system property that has all waits recorded. */
        private static final String RECORDED = "recorded";

        private static final CountDownLatch WARM = new CountDownLatch(THREADS);
        private static final CountDownLatch FILLED = new CountDownLatch(1);

        private static Object @Nullable [] hoard;
        private static int turn;

        private final int number;
        private final Lock lock;
        private final Condition changed;

        private Turns(int number, Lock lock, Condition changed) {
            this.number = number;
            this.lock = lock;
            this.changed = changed;
        }

        public static void main(String[] args) throws InterruptedException {
            if (Boolean.getBoolean(RECORDED)) {
                record();
            }
            Lock lock = lock(args[0]);
            Condition changed = lock.newCondition();
            Turns first = new Turns(0, lock, changed);
            Turns second = new Turns(1, lock, changed);
            first.start();
            second.start();
            WARM.await();
            hoard = FullHeap.fill();
            FILLED.countDown();
            first.join();
            second.join();
            System.out.println("all turns taken");
        }

        private static void record() {
            Recording recording = new Recording(); // which ends with the process
            recording.enable("org.furwock.FutexWait").withoutThreshold();
            recording.start();
        }

        @Override
        public void run() {
            try {
                takeTurns(WITH_MEMORY);
                WARM.countDown();
                FILLED.await();
                takeTurns(WITHOUT);
                hoard = null; // a thread cannot even end without memory
            } catch (Throwable e) {
                hoard = null;
                e.printStackTrace();
                Runtime.getRuntime().halt(1); // the other thread would wait for ever
            }
        }

        private void takeTurns(int count) throws InterruptedException {
            for (int i = 0; i < count; i++) {
                lock.lock();
                try {
                    while (turn % THREADS != number) {
                        changed.await();
                    }
                    turn++;
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        }
    }
}
