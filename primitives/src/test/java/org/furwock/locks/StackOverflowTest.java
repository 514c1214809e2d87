package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.sync.Locking;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A lock at the end of the stack is acquired, or fails with nothing changed. */
@HangBound
class StackOverflowTest {

    private static final int TRIES = 3_000;

    /**
     * Two sides of one lock.
     *
     * @param tried the one that is used where the stack ends
     * @param other the one that another thread uses meanwhile
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
        Task<Integer> player = TestThreads.start(() -> new Player(sides.tried).play());
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

    /** Locks and unlocks where there is just enough stack for it, or not quite. */
    private static final class Player {

        private final Lock lock;
        private final Random random = new Random(16);
        private int successes;

        private Player(Lock lock) {
            this.lock = lock;
        }

        private int play() throws InterruptedException {
            int frames = 0;
            int step = 1 << 14; // frames are small when compiled: the end may be far
            for (int i = 0; i < TRIES; i++) {
                try {
                    lockAndUnlockBelow(frames);
                    frames += random.nextInt(step);
                } catch (StackOverflowError e) {
                    frames = Math.max(0, frames - random.nextInt(step));
                    step = Math.max(20, step / 2);
                    assertThat(lock.tryLock(TestThreads.PATIENCE_SECONDS, TimeUnit.SECONDS))
                            .as("try %d", i)
                            .isTrue();
                    lock.unlock();
                }
            }
            return successes;
        }

        private int lockAndUnlockBelow(int frames) {
            if (frames > 0) {
                return 1 + lockAndUnlockBelow(frames - 1);
            }
            lock.lock();
            try {
                lock.unlock();
            } catch (StackOverflowError e) {
                throw new AssertionError("there was enough to lock it", e);
            }
            successes++;
            return 0;
        }
    }
}
