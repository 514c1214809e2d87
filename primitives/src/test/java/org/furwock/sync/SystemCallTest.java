package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.Sleepers;
import org.furwock.futex.WatchedEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A primitive on a word enters the kernel only if a thread sleeps there. */
@Timeout(600)
class SystemCallTest {

    private static final int BARRIER_SLEEPERS = 4;
    private static final int BARRIER_PARTY = 8;

    private static final Set<FutexOperation> SLEEPS =
            EnumSet.of(FutexOperation.WAIT, FutexOperation.WAIT_BITSET, FutexOperation.WAITV);

    private final WatchedEngine engine = new WatchedEngine();

    private FutexWord word() {
        return engine.word(FutexScope.PRIVATE);
    }

    /** A use of a primitive, and how to set it up. */
    private record Use(String name, Function<SystemCallTest, Runnable> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Use> uses() {
        return Stream.of(
                new Use(
                        "mutex",
                        test -> {
                            Mutex mutex = new Mutex(test.word());
                            return () -> {
                                mutex.lock();
                                mutex.unlock();
                                mutex.tryLock();
                                mutex.unlock();
                            };
                        }),
                new Use(
                        "latch",
                        test -> {
                            Latch latch = new Latch(2, test.word());
                            return () -> {
                                latch.countDown();
                                latch.countDown();
                            };
                        }),
                new Use("event", test -> new Event(Event.Reset.AUTO, test.word())::set),
                new Use(
                        "once",
                        test -> {
                            Once once = new Once(test.word());
                            return () -> once.run(() -> {});
                        }),
                new Use("parker", test -> new Parker(test.word())::unpark),
                new Use(
                        "read lock",
                        test -> {
                            RwLock lock = new RwLock(test.word());
                            return () -> {
                                lock.readLock().lock();
                                lock.readLock().unlock();
                            };
                        }),
                new Use(
                        "write lock",
                        test -> {
                            RwLock lock = new RwLock(test.word());
                            return () -> {
                                lock.writeLock().lock();
                                lock.writeLock().unlock();
                            };
                        }),
                new Use(
                        "semaphore",
                        test -> {
                            Semaphore semaphore =
                                    new Semaphore(
                                            1, test.word(), test.word(), test.word(), test.word());
                            return () -> {
                                semaphore.acquireUninterruptibly();
                                semaphore.release();
                            };
                        }));
    }

    @ParameterizedTest
    @MethodSource("uses")
    void shouldNotBeMadeWhereNobodyWaits(Use use) {
        assertThat(engine.callsOf(use.of.apply(this))).isEmpty();
    }

    /** A woken waiter is on its way until it has armed again. */
    @Test
    void shouldNotBeMadeForAPermitThatAWaiterOnItsWayWillTake() {
        FutexWord waiters = word();
        Semaphore semaphore = new Semaphore(0, word(), waiters, word(), word());
        waiters.set(1);
        assertThat(engine.callsOf(semaphore::release)).isEmpty();
    }

    @Test
    void shouldBeOneForEachTripOfABarrierAndNoneForAnArrival() {
        FutexWord word = word();
        BarrierWord barrier = new BarrierWord(word, 3);
        int arrived = BARRIER_PARTY | BARRIER_SLEEPERS;
        word.set(arrived);
        assertThat(engine.callsOf(() -> barrier.advance(arrived, barrier.oneMore(arrived))))
                .isEmpty();
        int last = word.get();
        assertThat(engine.callsOf(() -> barrier.advance(last, barrier.nextGeneration(last))))
                .containsExactly(FutexOperation.WAKE);
    }

    /** One call moves all waiters to the mutex, and none is woken only to block on it. */
    @Test
    void shouldBeOneForASignalToAll() throws Exception {
        WatchedEngine.assumeKernelSleep();
        Mutex mutex = new Mutex(word());
        FutexWord[] words =
                Stream.generate(this::word).limit(MutexCondition.WORDS).toArray(FutexWord[]::new);
        MutexCondition condition = new MutexCondition(mutex, words);
        List<Background<List<FutexOperation>>> waiters = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            waiters.add(Background.call(() -> engine.callsOf(() -> waitOn(mutex, condition))));
            int asleep = i;
            Sleepers.await(
                    () -> Futex.sleepers(words[0]) + Futex.sleepers(words[1]) == asleep,
                    () -> asleep + " should sleep");
        }
        mutex.lock();
        assertThat(engine.callsOf(condition::signalAll))
                .containsExactly(FutexOperation.CMP_REQUEUE);
        Sleepers.awaitAsleep(mutex.word(), 3);
        mutex.unlock();
        for (Background<List<FutexOperation>> waiter : waiters) {
            assertThat(waiter.join().stream().filter(SLEEPS::contains)).hasSize(1);
        }
    }

    private static void waitOn(Mutex mutex, MutexCondition condition) {
        mutex.lock();
        try {
            condition.awaitUninterruptibly();
        } finally {
            mutex.unlock();
        }
    }
}
