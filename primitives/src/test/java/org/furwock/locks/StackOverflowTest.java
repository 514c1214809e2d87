package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.sync.Locking;
import org.furwock.sync.NearTheEndOfTheStack;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A lock at the end of the stack is acquired, or fails with nothing changed. */
@HangBound
class StackOverflowTest {

    private static final int TRIES = 1_000;

    /**
     * Two sides of one lock.
     *
     * @param tried the lock that is used at the end of the stack
     * @param other the lock that another thread uses meanwhile
     */
    private record Sides(Lock tried, Lock other) {

        static Sides of(Lock lock) {
            return new Sides(lock, lock);
        }

        static Sides ofReadLock() {
            FutexReentrantReadWriteLock lock = new FutexReentrantReadWriteLock();
            return new Sides(lock.readLock(), lock.writeLock());
        }
    }

    static Stream<Named<Sides>> sides() {
        return Stream.of(
                Named.of("lock", Sides.of(new FutexReentrantLock())),
                Named.of("fair lock", Sides.of(new FutexReentrantLock(true))),
                Named.of("write lock", Sides.of(new FutexReentrantReadWriteLock().writeLock())),
                Named.of("read lock", Sides.ofReadLock()));
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldNotBeLostWhenTheStackOverflows(Sides sides) {
        Task<Integer> player = TestThreads.start(() -> play(sides.tried));
        Task<Integer> contender =
                TestThreads.start(() -> contendUntilDone(sides.other, player.thread()));
        assertThat(player.get()).isBetween(1, TRIES - 1);
        assertThat(contender.get()).isPositive();
        assertThat(sides.other.tryLock()).isTrue();
        sides.other.unlock();
    }

    private static int contendUntilDone(Lock lock, Thread player) {
        int rounds = 0;
        do {
            Locking.lockAndUnlock(lock);
            rounds++;
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(rounds % 50));
        } while (player.isAlive());
        return rounds;
    }

    private static int play(Lock lock) throws Exception {
        return new NearTheEndOfTheStack(lock::lock, lock::unlock)
                .play(
                        TRIES,
                        attempt -> {
                            assertThat(
                                            lock.tryLock(
                                                    TestThreads.HANG_LIMIT_SECONDS,
                                                    TimeUnit.SECONDS))
                                    .as("try %d", attempt)
                                    .isTrue();
                            lock.unlock();
                        });
    }
}
