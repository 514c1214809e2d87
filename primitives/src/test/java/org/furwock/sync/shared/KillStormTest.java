package org.furwock.sync.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.region.SharedRegion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that lock, update two counters and unlock, in two threads each, are killed at random
 * moments. {@code -Dfurwock.kills=1000} makes it a storm.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillStormTest {

    private static final int KILLS = Integer.getInteger("furwock.kills", 8);

    /** The number of concurrent victims: one is killed while the next ones start. */
    private static final int VICTIMS = 3;

    private static final int MAX_LIFE_MICROS = 3000;

    @TempDir Path folder;

    private SharedRegion region;

    @BeforeEach
    void makeRegion() throws IOException {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI2);
        region = SharedRegion.at(folder.resolve("region")).create();
    }

    /** Runs in a process of its own, until it is killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws IOException {
            SharedRegion region = SharedRegion.at(Path.of(arguments[0])).open();
            PthreadMutex mutex = MutexPeer.mutex(region, arguments[1]);
            ByteBuffer counters = MutexPeer.counters(region);
            MutexPeer.work(mutex, counters, 10);
            System.out.println("ready 0");
            TestThreads.start(() -> work(mutex, counters));
            work(mutex, counters);
        }

        private static Void work(PthreadMutex mutex, ByteBuffer counters) {
            MutexPeer.work(mutex, counters, Long.MAX_VALUE);
            return null;
        }
    }

    /** Another user of the mutex, which is not killed. It records the longest round. */
    private static final class Survivor {
        private final PthreadMutex mutex;
        private final ByteBuffer counters;
        private volatile boolean enough;
        private long longest;

        Survivor(PthreadMutex mutex, ByteBuffer counters) {
            this.mutex = mutex;
            this.counters = counters;
        }

        Long run() {
            while (!enough) {
                long start = System.nanoTime();
                MutexPeer.work(mutex, counters, 1);
                longest = Math.max(longest, System.nanoTime() - start);
                LockSupport.parkNanos(20_000);
            }
            return longest;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldLoseNeitherTheLockNorANotice(String slot, TestReporter reporter) {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        ByteBuffer counters = MutexPeer.counters(region);
        Survivor survivor = new Survivor(mutex, counters);
        Task<Long> running = TestThreads.start(survivor::run);
        Random random = new Random();
        long longest = 0;
        long told;
        Deque<Peer> victims = new ArrayDeque<>();
        try {
            // Not every victim holds the lock when it dies. The loop continues until one did.
            for (int kill = 0; kill < KILLS || counters.getLong(MutexPeer.DEATHS) == 0; kill++) {
                while (victims.size() < VICTIMS) {
                    victims.add(Peer.java(Victim.class, region.path(), slot));
                }
                LockSupport.parkNanos(random.nextInt(MAX_LIFE_MICROS) * 1000L);
                long start = System.nanoTime();
                counters.putLong(MutexPeer.KILLED_AT, start);
                victims.remove().kill();
                MutexPeer.work(mutex, counters, 1);
                longest = Math.max(longest, System.nanoTime() - start);
            }
            told = counters.getLong(MutexPeer.LONGEST_RECOVERY);
        } finally {
            victims.forEach(Peer::close);
        }
        survivor.enough = true;
        long round = running.get();
        MutexPeer.work(mutex, counters, 1);
        assertThat(counters.getLong(0)).isEqualTo(counters.getLong(8));
        assertThat(counters.getLong(MutexPeer.DEATHS)).as("deaths told").isPositive();
        reporter.publishEntry(
                KILLS
                        + " kills, "
                        + counters.getLong(MutexPeer.DEATHS)
                        + " deaths told, longest from a kill until it was told "
                        + millis(told)
                        + " ms, to the next lock of the killer "
                        + millis(longest)
                        + " ms, longest round of a survivor "
                        + millis(round)
                        + " ms");
        assertThat(Duration.ofNanos(Math.max(longest, round)))
                .isLessThan(Duration.ofSeconds(TestThreads.HANG_LIMIT_SECONDS));
    }

    /**
     * Threads end with the mutex held in a process that stays alive: each death is reported exactly
     * once.
     */
    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldTellOfEachThreadThatEndedWithTheLock(String slot) {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        ByteBuffer counters = MutexPeer.counters(region);
        Survivor survivor = new Survivor(mutex, counters);
        Task<Long> running = TestThreads.start(survivor::run);
        int threads = 20 * KILLS;
        for (int i = 0; i < threads; i++) {
            TestThreads.start(
                            () -> {
                                MutexPeer.work(mutex, counters, 1);
                                MutexPeer.lockAndBegin(mutex, counters);
                                return null;
                            })
                    .get();
        }
        survivor.enough = true;
        running.get();
        MutexPeer.work(mutex, counters, 1);
        assertThat(counters.getLong(MutexPeer.DEATHS)).isEqualTo(threads);
        assertThat(counters.getLong(0)).isEqualTo(counters.getLong(8));
    }

    /** Runs in a process of its own: waits and wakes at a condition, until it is killed. */
    static final class Waiter {
        private Waiter() {}

        public static void main(String[] arguments) throws IOException {
            PrimitivePeer peer = new PrimitivePeer(SharedRegion.at(Path.of(arguments[0])).open());
            System.out.println("ready 0");
            TestThreads.start(() -> wait(peer));
            wait(peer);
        }

        private static Void wait(PrimitivePeer peer) {
            Random random = new Random();
            while (true) {
                MutexPeer.lock(peer.robustMutex);
                try {
                    if (random.nextInt(4) == 0) {
                        peer.robustCondition.signalAll();
                    } else {
                        peer.robustCondition.await(random.nextInt(2000), TimeUnit.MICROSECONDS);
                    }
                } catch (OwnerDiedException e) {
                    peer.robustMutex.markConsistent();
                } catch (InterruptedException e) {
                    throw new AssertionError("no thread interrupts here", e);
                }
                peer.robustMutex.unlock();
            }
        }
    }

    @Test
    void shouldLeaveNothingBehindInACondition() {
        PrimitivePeer here = new PrimitivePeer(region);
        int rounds = 10;
        Random random = new Random();
        Deque<Peer> victims = new ArrayDeque<>();
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                while (victims.size() < VICTIMS) {
                    victims.add(Peer.java(Waiter.class, region.path()));
                }
                LockSupport.parkNanos(random.nextInt(MAX_LIFE_MICROS) * 1000L);
                victims.remove().kill();
                Task<Void> other = TestThreads.start(() -> takeTurns(here, rounds, 1));
                takeTurns(here, rounds, 0);
                other.get();
            }
        } finally {
            victims.forEach(Peer::close);
        }
        assertThat(here.turns.get()).isEqualTo(2 * rounds * KILLS);
    }

    /** Uses signalAll, since a dying thread may consume the signal of a single waiter. */
    private static Void takeTurns(PrimitivePeer here, int rounds, int parity) {
        for (int i = 0; i < rounds; i++) {
            MutexPeer.lock(here.robustMutex);
            while ((here.turns.getPlain() & 1) != parity) {
                try {
                    here.robustCondition.awaitUninterruptibly();
                } catch (OwnerDiedException e) {
                    here.robustMutex.markConsistent();
                }
            }
            here.turns.setPlain(here.turns.getPlain() + 1);
            here.robustCondition.signalAll();
            here.robustMutex.unlock();
        }
        return null;
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
