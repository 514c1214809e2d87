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
import org.furwock.futex.SharedRegion;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.BeforeEach;
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

    /** How many run at once: one is killed while the next ones start. */
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

    /** The other one who uses the mutex and is not killed; the longest time that a round took. */
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
        Deque<Peer> victims = new ArrayDeque<>();
        try {
            // Not every victim holds the lock when it dies; so on, until one did.
            for (int kill = 0; kill < KILLS || counters.getLong(16) == 0; kill++) {
                while (victims.size() < VICTIMS) {
                    victims.add(Peer.java(Victim.class, region.path(), slot));
                }
                LockSupport.parkNanos(random.nextInt(MAX_LIFE_MICROS) * 1000L);
                long start = System.nanoTime();
                victims.remove().kill();
                MutexPeer.work(mutex, counters, 1);
                longest = Math.max(longest, System.nanoTime() - start);
            }
        } finally {
            victims.forEach(Peer::close);
        }
        survivor.enough = true;
        long round = running.get();
        MutexPeer.work(mutex, counters, 1);
        assertThat(counters.getLong(0)).isEqualTo(counters.getLong(8));
        assertThat(counters.getLong(16)).as("deaths told").isPositive();
        reporter.publishEntry(
                KILLS
                        + " kills, "
                        + counters.getLong(16)
                        + " deaths told, longest from a kill to the next lock "
                        + millis(longest)
                        + " ms, longest round of a survivor "
                        + millis(round)
                        + " ms");
        assertThat(Duration.ofNanos(Math.max(longest, round)))
                .isLessThan(Duration.ofSeconds(TestThreads.PATIENCE_SECONDS));
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
