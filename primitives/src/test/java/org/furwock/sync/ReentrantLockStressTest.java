package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.stream.Stream;
import org.furwock.futex.FutexWord;
import org.furwock.futex.TestThreads;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.sync.ReentrantSubject.Maker;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many threads at a {@link FutexReentrantLock}, and at the original, which proves the tests. */
@Timeout(600)
class ReentrantLockStressTest {

    private static final int CROWD = 8;
    private static final long HOG_NANOS = 1_000_000;

    static Stream<Maker> makers() {
        return ReentrantSubject.makers();
    }

    static Stream<Maker> ours() {
        return ReentrantSubject.ours();
    }

    private static void joinAll(List<Background<?>> threads) throws Exception {
        for (Background<?> thread : threads) {
            thread.join();
        }
    }

    /** Half of the threads are interrupted from time to time. */
    private static void joinAmidInterrupts(List<Background<?>> threads) {
        List<Thread> victims =
                threads.stream().<Thread>map(Background::thread).limit(CROWD / 2).toList();
        Chaos.during(
                new FutexWord[0],
                victims,
                () -> {},
                () -> {
                    try {
                        joinAll(threads);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
    }

    /**
     * A waiter that is forgotten, or does not pass its wake on, leaves the others asleep for ever.
     */
    @ParameterizedTest
    @MethodSource("makers")
    void shouldLoseNoWakeToWaitersThatGiveUp(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        int[] inside = new int[1];
        AtomicInteger acquired = new AtomicInteger();
        int rounds = 4_000;
        List<Background<?>> threads = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            int way = i % 4;
            threads.add(
                    Background.run(
                            () -> {
                                for (int k = 0; k < rounds; k++) {
                                    if (lockSomehow(lock, way)) {
                                        inside[0]++;
                                        acquired.incrementAndGet();
                                        linger(k);
                                        lock.unlock();
                                    }
                                }
                            }));
        }
        joinAmidInterrupts(threads);
        assertThat(inside[0]).as("one at a time").isEqualTo(acquired.get());
        assertThat(lock.isLocked()).isFalse();
        assertThat(lock.hasQueuedThreads()).isFalse();
        assertThat(lock.tryLock(0, TimeUnit.SECONDS)).as("no thread waits").isTrue();
    }

    private static boolean lockSomehow(ReentrantSubject lock, int way) {
        try {
            switch (way) {
                case 0 -> lock.lockInterruptibly();
                case 1 -> {
                    int micros = ThreadLocalRandom.current().nextInt(300);
                    return lock.tryLock(micros, TimeUnit.MICROSECONDS);
                }
                default -> lock.lock();
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Lets others find the lock held, sometimes for a short and sometimes for a long time. */
    private static void linger(int round) {
        if (round % 8 == 0) {
            Thread.yield();
        }
        for (int i = 0; i < round % 64; i++) {
            Thread.onSpinWait();
        }
    }

    /**
     * A queue of many waiters that all give up, except for one at its end, or without exception.
     */
    @ParameterizedTest
    @MethodSource("makers")
    void shouldServeTheLastOneAfterAllOthersHaveGone(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        for (int round = 0; round < 40; round++) {
            boolean somebodyStays = (round & 1) == 0;
            lock.lock();
            List<Background<?>> quitters = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                boolean timed = (i & 1) == 0;
                quitters.add(
                        Background.run(
                                () -> {
                                    try {
                                        int micros = 500 + ThreadLocalRandom.current().nextInt(500);
                                        if (timed) {
                                            lock.tryLock(micros, TimeUnit.MICROSECONDS);
                                        } else {
                                            lock.lockInterruptibly();
                                        }
                                    } catch (InterruptedException e) {
                                        assertThat(timed).isFalse();
                                    }
                                }));
            }
            Background<?> stayer = null;
            if (somebodyStays) {
                stayer =
                        Background.run(
                                () -> {
                                    lock.lock();
                                    lock.unlock();
                                });
                lock.awaitQueued(stayer.thread());
            }
            for (int i = 1; i < quitters.size(); i += 2) {
                quitters.get(i).interrupt();
            }
            joinAll(quitters);
            assertThat(lock.getQueueLength()).isEqualTo(somebodyStays ? 1 : 0);
            lock.unlock();
            if (stayer != null) {
                stayer.join();
            }
            assertThat(lock.hasQueuedThreads()).isFalse();
            assertThat(lock.tryLock(0, TimeUnit.SECONDS)).as("no thread waits").isTrue();
            lock.unlock();
        }
    }

    /**
     * There is a first waiter, and the owners relock at once, for ever. Without a hand-over the
     * waiter would find the lock free once in some thousand tries. The hand-over must also meet
     * waiters that give up at that moment, and waiters that have just acquired the lock.
     */
    @ParameterizedTest
    @MethodSource("ours")
    void shouldHandTheLockOverThoughItsOwnersComeBackForEver(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        AtomicBoolean over = new AtomicBoolean();
        Background<?> hog =
                Background.run(
                        () -> {
                            while (!over.get()) {
                                lock.lock();
                                long end = System.nanoTime() + HOG_NANOS;
                                while (System.nanoTime() - end < 0) {
                                    Thread.onSpinWait();
                                }
                                lock.unlock();
                            }
                        });
        Sleeper heir = new Sleeper(lock);
        List<Background<?>> threads = List.of(Background.run(heir), hog);
        try {
            threads.get(0).join();
        } finally {
            over.set(true);
        }
        hog.join();
        assertThat(heir.longest).isBetween(0L, TimeUnit.SECONDS.toNanos(5));
    }

    /** Acquires the lock several times and measures the longest wait. */
    private static final class Sleeper implements Background.Action {

        private final ReentrantSubject lock;
        private volatile long longest;

        Sleeper(ReentrantSubject lock) {
            this.lock = lock;
        }

        @Override
        public void run() throws InterruptedException {
            for (int i = 0; i < 30; i++) {
                long start = System.nanoTime();
                if (i % 3 == 0) {
                    assertThat(lock.tryLock(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS))
                            .isTrue();
                } else {
                    lock.lock();
                }
                longest = Math.max(longest, System.nanoTime() - start);
                lock.unlock();
            }
        }
    }

    /** Hand-overs to waiters that requested one race with their giving up. */
    @ParameterizedTest
    @MethodSource("makers")
    void shouldLoseNoLockHandedToAWaiterThatGivesUp(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        AtomicBoolean over = new AtomicBoolean();
        List<Background<?>> hogs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            hogs.add(
                    Background.run(
                            () -> {
                                while (!over.get()) {
                                    lock.lock();
                                    for (int k = 0; k < 2_000; k++) {
                                        Thread.onSpinWait();
                                    }
                                    lock.unlock();
                                }
                            }));
        }
        List<Background<?>> quitters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            quitters.add(
                    Background.run(
                            () -> {
                                for (int k = 0; k < 150; k++) {
                                    int micros = 1_800 + ThreadLocalRandom.current().nextInt(1_500);
                                    if (lock.tryLock(micros, TimeUnit.MICROSECONDS)) {
                                        lock.unlock();
                                    }
                                }
                            }));
        }
        try {
            joinAll(quitters);
        } finally {
            over.set(true);
        }
        joinAll(hogs);
        assertThat(lock.isLocked()).isFalse();
        assertThat(lock.tryLock(0, TimeUnit.SECONDS)).isTrue();
    }

    /**
     * Tokens circulate: a thread that takes one signals the next, and some give up at any moment.
     */
    @ParameterizedTest
    @MethodSource("makers")
    void shouldLoseNoSignalToWaitersThatGiveUp(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        Condition notEmpty = lock.newCondition();
        int[] tokens = {2};
        int rounds = 3_000;
        List<Background<?>> threads = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            int way = i % 4;
            threads.add(
                    Background.run(
                            () -> {
                                for (int k = 0; k < rounds; k++) {
                                    lock.lock();
                                    try {
                                        while (tokens[0] == 0) {
                                            waitSomehow(notEmpty, way);
                                        }
                                        tokens[0]--;
                                    } finally {
                                        lock.unlock();
                                    }
                                    lock.lock();
                                    tokens[0]++;
                                    notEmpty.signal();
                                    lock.unlock();
                                }
                            }));
        }
        joinAmidInterrupts(threads);
        assertThat(tokens[0]).isEqualTo(2);
        lock.lock();
        assertThat(lock.hasWaiters(notEmpty)).isFalse();
        lock.unlock();
    }

    /**
     * The last one to come signals all others. They acquire the lock in any order, among newcomers.
     */
    @ParameterizedTest
    @MethodSource("makers")
    void shouldLoseNoThreadOfManySentAtOnce(Maker maker) throws Exception {
        ReentrantSubject lock = maker.make();
        Condition allHere = lock.newCondition();
        int[] arrived = new int[1];
        int[] inside = new int[1];
        int rounds = 2_000;
        List<Background<?>> threads = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            int way = i % 4;
            threads.add(
                    Background.run(
                            () -> {
                                for (int k = 0; k < rounds; k++) {
                                    lock.lock();
                                    arrived[0]++;
                                    if (arrived[0] == CROWD * (k + 1)) {
                                        allHere.signalAll();
                                    }
                                    while (arrived[0] < CROWD * (k + 1)) {
                                        waitSomehow(allHere, way);
                                    }
                                    inside[0]++;
                                    lock.unlock();
                                    if (lockSomehow(lock, way)) {
                                        inside[0]--;
                                        linger(k);
                                        inside[0]++;
                                        lock.unlock();
                                    }
                                }
                            }));
        }
        joinAmidInterrupts(threads);
        assertThat(inside[0]).as("one at a time").isEqualTo(CROWD * rounds);
        assertThat(lock.hasQueuedThreads()).isFalse();
        assertThat(lock.tryLock(0, TimeUnit.SECONDS)).as("no thread waits").isTrue();
        assertThat(lock.hasWaiters(allHere)).isFalse();
    }

    /**
     * A thread that gives up without a token took no signal: the signal went to another thread, or
     * to none.
     */
    private static void waitSomehow(Condition condition, int way) {
        try {
            switch (way) {
                case 0 -> condition.await();
                case 1 -> {
                    int nanos = ThreadLocalRandom.current().nextInt(300_000);
                    assertThat(condition.awaitNanos(nanos)).isLessThanOrEqualTo(nanos);
                }
                default -> condition.awaitUninterruptibly();
            }
        } catch (InterruptedException e) {
            Thread.onSpinWait();
        }
    }
}
