package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.KernelFeatures;
import org.furwock.futex.TestEngines;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.sync.shared.RobustMutexAsLock;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every exclusive {@link Lock}; the JDK's shows that the tests are right. */
@Timeout(600)
class LockContractTest {

    /**
     * A lock under test.
     *
     * @param less the divisor of the usual numbers of rounds: each call by a thread in another
     *     process takes a round trip
     */
    record Subject(String name, Supplier<Lock> maker, int less) {
        Subject(String name, Supplier<Lock> maker) {
            this(name, maker, 1);
        }

        Lock make() {
            return maker.get();
        }

        int rounds(int usual) {
            return usual / less;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final int LESS = 5;
    private static final int MUCH_LESS = 50;

    static Stream<Subject> locks() {
        return Stream.concat(locksWithConditions(), robustLocks());
    }

    /** Locks whose conditions have no spurious wake-ups. */
    static Stream<Subject> locksWithConditions() {
        Stream<Subject> here =
                Stream.of(
                        new Subject("ReentrantLock", ReentrantLock::new),
                        new Subject("Mutex", Mutex::new),
                        new Subject("shared Mutex", LockContractTest::sharedMutex),
                        new Subject("FutexReentrantLock", FutexReentrantLock::new),
                        new Subject("fair FutexReentrantLock", () -> new FutexReentrantLock(true)));
        return TestEngines.isKernel()
                ? Stream.concat(
                        here,
                        Stream.of(
                                new Subject(
                                        "Mutex in a region",
                                        () -> new Mutex(Twins.get().words(1)[0]),
                                        LESS),
                                new Subject("Mutex between processes", TwinLock::mutex, MUCH_LESS)))
                : here;
    }

    /** Locks of glibc's layout, if the engine has them; POSIX asks no more of conditions. */
    static Stream<Subject> robustLocksWithConditions() {
        return TestEngines.isKernel()
                ? Stream.of(
                        new Subject("RobustMutex", LockContractTest::robustMutex, LESS),
                        new Subject(
                                "RobustMutex between processes", TwinLock::robustMutex, MUCH_LESS))
                : Stream.of();
    }

    private static Stream<Subject> robustLocks() {
        return TestEngines.isKernel() && KernelFeatures.current().has(FutexOperation.LOCK_PI2)
                ? Stream.concat(
                        robustLocksWithConditions(),
                        Stream.of(
                                new Subject("PiMutex", LockContractTest::piMutex, LESS),
                                new Subject(
                                        "PiMutex between processes", TwinLock::piMutex, MUCH_LESS)))
                : robustLocksWithConditions();
    }

    private static Lock robustMutex() {
        return new RobustMutexAsLock(Twins.get().region(), TwinLock.slot("robust "));
    }

    private static Lock piMutex() {
        return new RobustMutexAsLock(Twins.get().region(), TwinLock.slot("pi "));
    }

    private static Lock sharedMutex() {
        return new Mutex(FutexWord.allocate(FutexScope.SHARED));
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldExclude(Subject subject) throws Exception {
        Lock lock = subject.make();
        int[] plain = new int[1];
        int threads = 4;
        int rounds = subject.rounds(20_000);
        List<Background<?>> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(
                    Background.run(
                            () -> {
                                for (int k = 0; k < rounds; k++) {
                                    lock.lock();
                                    try {
                                        plain[0]++;
                                    } finally {
                                        lock.unlock();
                                    }
                                }
                            }));
        }
        for (Background<?> worker : workers) {
            worker.join();
        }
        assertThat(plain[0]).isEqualTo(threads * rounds);
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldNotTryLockWhatAnotherThreadHolds(Subject subject) throws Exception {
        Lock lock = subject.make();
        lock.lock();
        assertThat(Background.call(lock::tryLock).join()).isFalse();
        lock.unlock();
        assertThat(
                        Background.call(
                                        () -> {
                                            boolean locked = lock.tryLock();
                                            lock.unlock();
                                            return locked;
                                        })
                                .join())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldRefuseUnlockByAnother(Subject subject) throws Exception {
        Lock lock = subject.make();
        lock.lock();
        Background.run(lock::unlock).joinExpecting(IllegalMonitorStateException.class);
        assertThat(Background.call(lock::tryLock).join()).as("still locked").isFalse();
        lock.unlock();
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
        lock.lock();
        lock.unlock();
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldKeepTheInterruptWhenLockingUninterruptibly(Subject subject) throws Exception {
        Lock lock = subject.make();
        lock.lock();
        Background<Boolean> waiter =
                Background.call(
                        () -> {
                            lock.lock();
                            lock.unlock();
                            return Thread.interrupted();
                        });
        waiter.awaitBlocked().interrupt();
        assertThat(waiter.isDone()).isFalse();
        lock.unlock();
        assertThat(waiter.join()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldThrowAtOnceIfInterruptedBefore(Subject subject) {
        Lock lock = subject.make();
        Thread.currentThread().interrupt();
        assertThatThrownBy(lock::lockInterruptibly).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> lock.tryLock(1, TimeUnit.HOURS))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(lock.tryLock()).isTrue();
        lock.unlock();
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldEndAWaitByAnInterruptAndStayUsable(Subject subject) throws Exception {
        Lock lock = subject.make();
        lock.lock();
        Background<?> first = Background.run(lock::lockInterruptibly).awaitBlocked();
        Background<?> second = Background.run(() -> lock.tryLock(1, TimeUnit.HOURS)).awaitBlocked();
        Background<?> third =
                Background.run(
                                () -> {
                                    lock.lockInterruptibly();
                                    lock.unlock();
                                })
                        .awaitBlocked();
        first.interrupt();
        first.joinExpecting(InterruptedException.class);
        second.interrupt();
        second.joinExpecting(InterruptedException.class);
        lock.unlock();
        third.join();
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldTimeOutNotEarly(Subject subject) throws Exception {
        Lock lock = subject.make();
        lock.lock();
        long nanos = TimeUnit.MILLISECONDS.toNanos(30);
        long waited =
                Background.call(
                                () -> {
                                    long start = System.nanoTime();
                                    assertThat(lock.tryLock(nanos, TimeUnit.NANOSECONDS)).isFalse();
                                    return System.nanoTime() - start;
                                })
                        .join();
        assertThat(waited).isGreaterThanOrEqualTo(nanos);
        lock.unlock();
        assertThat(lock.tryLock(0, TimeUnit.NANOSECONDS)).isTrue();
        lock.unlock();
        assertThat(lock.tryLock(-1, TimeUnit.NANOSECONDS)).isTrue();
        lock.unlock();
        assertThat(lock.tryLock(Long.MAX_VALUE, TimeUnit.DAYS)).isTrue();
        lock.unlock();
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldTakeWithinTheTimeWhatIsReleased(Subject subject) throws Exception {
        Lock lock = subject.make();
        lock.lock();
        Background<Boolean> waiter =
                Background.call(
                        () -> {
                            boolean locked = lock.tryLock(1, TimeUnit.HOURS);
                            lock.unlock();
                            return locked;
                        });
        waiter.awaitBlocked();
        lock.unlock();
        assertThat(waiter.join()).isTrue();
    }

    /** A waiter that gives up at the moment of its wake must not consume the wake. */
    @ParameterizedTest
    @MethodSource("locks")
    void shouldLoseNoWakeToAWaiterThatGivesUp(Subject subject) throws Exception {
        Lock lock = subject.make();
        AtomicInteger acquired = new AtomicInteger();
        int rounds = subject.rounds(2_000);
        for (int round = 0; round < rounds; round++) {
            lock.lock();
            Background<?> quitter =
                    Background.run(
                            () -> {
                                if (lock.tryLock(
                                        ThreadLocalRandom.current().nextInt(100),
                                        TimeUnit.MICROSECONDS)) {
                                    lock.unlock();
                                }
                            });
            Background<?> stayer =
                    Background.run(
                            () -> {
                                lock.lock();
                                acquired.incrementAndGet();
                                lock.unlock();
                            });
            int delay = ThreadLocalRandom.current().nextInt(400);
            for (int i = 0; i < delay; i++) {
                Thread.onSpinWait();
            }
            if ((round & 1) == 0) {
                quitter.interrupt();
            }
            lock.unlock();
            stayer.join();
        }
        assertThat(acquired).hasValue(rounds);
    }
}
