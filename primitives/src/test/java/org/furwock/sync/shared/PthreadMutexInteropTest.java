package org.furwock.sync.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.region.SharedRegion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One mutex, two processes: this one, and another JVM or a C program. */
@HangBound
class PthreadMutexInteropTest {

    @TempDir static Path programs;

    @TempDir Path folder;

    private SharedRegion region;

    @BeforeEach
    void makeRegion() throws IOException {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI2);
        region = SharedRegion.at(folder.resolve("region")).create();
    }

    /** Starts the peer; the slots already exist. */
    private Peer start(String language, String slot) {
        MutexPeer.counters(region);
        return language.equals("C")
                ? Peer.c(programs, "mutex_peer.c", region.path(), slot, "counters")
                : Peer.java(MutexPeer.class, region.path(), slot);
    }

    @Test
    void shouldHaveTheLayoutOfTheCLibrary() {
        assertThat(Peer.output(programs, "mutex_peer.c", "layout"))
                .isEqualTo(
                        "word %d count %d owner %d users %d kind %d previous %d next %d size %d"
                                + " robust %d inheriting %d",
                        PthreadMutexLayout.WORD_OFFSET,
                        PthreadMutexLayout.COUNT_OFFSET,
                        PthreadMutexLayout.OWNER_OFFSET,
                        PthreadMutexLayout.USERS_OFFSET,
                        PthreadMutexLayout.KIND_OFFSET,
                        PthreadMutexLayout.PREVIOUS_OFFSET,
                        PthreadMutexLayout.NEXT_OFFSET,
                        PthreadMutexLayout.SIZE,
                        PthreadMutexLayout.KIND_ROBUST,
                        PthreadMutexLayout.KIND_ROBUST_INHERITING);
    }

    @ParameterizedTest
    @CsvSource({"robust, Java", "robust, C", "pi, Java", "pi, C"})
    void shouldExcludeEachOther(String slot, String language) throws Exception {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        try (Peer peer = start(language, slot)) {
            mutex.lock();
            assertThat(peer.ask("try")).isEqualTo("EBUSY");
            assertThat(peer.ask("timed 30")).isEqualTo("ETIMEDOUT");
            assertThat(peer.ask("unlock")).isEqualTo("EPERM");
            mutex.unlock();
            assertThat(peer.ask("lock")).isEqualTo("ok");
            assertThat(mutex.tryLock()).isFalse();
            assertThat(mutex.getOwnerThreadId()).isEqualTo(peer.threadId());
            assertThat(mutex.tryLock(20, TimeUnit.MILLISECONDS)).isFalse();
            assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(mutex::unlock);
            assertThat(peer.ask("unlock")).isEqualTo("ok");
            assertThat(mutex.isLocked()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"robust, Java", "robust, C", "pi, Java", "pi, C"})
    void shouldWakeEachOther(String slot, String language) throws Exception {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        try (Peer peer = start(language, slot)) {
            mutex.lock();
            peer.order("lock");
            awaitWaiters(mutex);
            mutex.unlock();
            assertThat(peer.readLine()).isEqualTo("ok");
            Task<Void> locker =
                    TestThreads.start(
                            () -> {
                                mutex.lock();
                                mutex.unlock();
                                return null;
                            });
            awaitWaiters(mutex);
            assertThat(peer.ask("unlock")).isEqualTo("ok");
            locker.get();
        }
    }

    private static void awaitWaiters(PthreadMutex mutex) {
        Sleepers.await(
                () -> (mutex.word.get() & PthreadMutexLayout.WAITERS) != 0,
                () -> "no thread waits for " + mutex);
    }

    @ParameterizedTest
    @CsvSource({"robust, Java", "robust, C", "pi, Java", "pi, C"})
    void shouldCountTogether(String slot, String language) {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        try (Peer peer = start(language, slot)) {
            peer.order("work 3000");
            MutexPeer.work(mutex, MutexPeer.counters(region), 3000);
            assertThat(peer.readLine()).isEqualTo("ok");
        }
        assertThat(MutexPeer.counters(region).getLong(0)).isEqualTo(6000);
        assertThat(MutexPeer.counters(region).getLong(8)).isEqualTo(6000);
    }

    @ParameterizedTest
    @CsvSource({
        "robust, Java, kill",
        "robust, Java, exit",
        "robust, Java, crash",
        "robust, C, kill",
        "robust, C, exit",
        "robust, C, crash",
        "pi, Java, kill",
        "pi, Java, exit",
        "pi, C, kill",
        "pi, C, crash"
    })
    void shouldTellTheNextThatTheOwnerDied(String slot, String language, String death)
            throws Exception {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        try (Peer peer = start(language, slot)) {
            assertThat(peer.ask("lock")).isEqualTo("ok");
            Task<OwnerDiedException> waiter =
                    TestThreads.start(
                            () -> {
                                OwnerDiedException died =
                                        catchThrowableOfType(OwnerDiedException.class, mutex::lock);
                                mutex.markConsistent();
                                mutex.unlock();
                                return died;
                            });
            awaitWaiters(mutex);
            end(peer, death);
            OwnerDiedException died = waiter.get();
            assertThat(died).isNotNull();
            assertThat(died.deadThreadId()).isEqualTo(peer.threadId());
            assertThat(died).hasMessageContaining("thread " + peer.threadId());
            mutex.lock();
            mutex.unlock();
        }
    }

    private static void end(Peer peer, String death) {
        if (death.equals("kill")) {
            peer.kill();
        } else {
            peer.order(death).awaitEnd();
        }
    }

    /** A thread of this process dies; the other process gets the report. */
    @ParameterizedTest
    @CsvSource({"robust, Java", "robust, C", "pi, Java", "pi, C"})
    void shouldTellTheOtherProcessThatAThreadHereEnded(String slot, String language) {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        try (Peer peer = start(language, slot)) {
            TestThreads.start(
                            () -> {
                                mutex.lock();
                                return null;
                            })
                    .get();
            assertThat(peer.ask("lock")).isEqualTo("EOWNERDEAD");
            assertThat(peer.ask("consistent")).isEqualTo("ok");
            assertThat(peer.ask("unlock")).isEqualTo("ok");
            assertThat(peer.ask("lock")).isEqualTo("ok");
            assertThat(peer.ask("unlock")).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @CsvSource({"robust, Java", "robust, C", "pi, Java", "pi, C"})
    void shouldBeUnusableIfNotMarkedConsistent(String slot, String language) throws Exception {
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        try (Peer dying = start(language, slot);
                Peer peer = start(language, slot)) {
            assertThat(dying.ask("lock")).isEqualTo("ok");
            dying.kill();
            assertThat(peer.ask("try")).isEqualTo("EOWNERDEAD");
            assertThat(peer.ask("unlock")).isEqualTo("ok");
            assertThatExceptionOfType(MutexNotRecoverableException.class).isThrownBy(mutex::lock);
            assertThatExceptionOfType(MutexNotRecoverableException.class)
                    .isThrownBy(mutex::tryLock);
            assertThat(peer.ask("lock")).isEqualTo("ENOTRECOVERABLE");
            assertThat(mutex.isNotRecoverable()).isTrue();
        }
    }

    @Test
    void shouldLockWhatACProgramHasMade() throws Exception {
        Path file = folder.resolve("made");
        assertThat(Peer.output(programs, "mutex_peer.c", "make", file)).isEqualTo("made");
        try (FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Peer peer = Peer.c(programs, "mutex_peer.c", file, "-", "-")) {
            MappedByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096);
            RobustMutex mutex = new RobustMutex(memory, 0);
            mutex.lock();
            assertThat(peer.ask("try")).isEqualTo("EBUSY");
            mutex.unlock();
            assertThat(peer.ask("lock")).isEqualTo("ok");
            peer.kill();
            assertThatExceptionOfType(OwnerDiedException.class).isThrownBy(mutex::lock);
            mutex.markConsistent();
            mutex.unlock();
        }
    }

    @Test
    void shouldHoldSeveralInAnyOrder() throws Exception {
        List<PthreadMutex> mutexes =
                List.of(
                        MutexPeer.mutex(region, "robust 1"),
                        MutexPeer.mutex(region, "pi 2"),
                        MutexPeer.mutex(region, "robust 3"));
        try (Peer peer = Peer.java(MutexPeer.class, region.path(), "robust 1")) {
            TestThreads.start(
                            () -> {
                                for (PthreadMutex mutex : mutexes) {
                                    mutex.lock();
                                }
                                mutexes.get(1).unlock();
                                mutexes.get(0).unlock();
                                mutexes.get(1).lock();
                                return null;
                            })
                    .get();
            assertThat(peer.ask("try")).isEqualTo("ok");
        }
        for (PthreadMutex mutex : mutexes.subList(1, 3)) {
            Sleepers.await(mutex::isOwnerDead, () -> "the thread is not over: " + mutex);
            assertThatExceptionOfType(OwnerDiedException.class).isThrownBy(mutex::lock);
        }
    }

    @Test
    void shouldCountItsSleepers() {
        PthreadMutex mutex = MutexPeer.mutex(region, "robust");
        FutexWord word = region.find("robust").word(0);
        try (Peer one = start("Java", "robust");
                Peer other = start("Java", "robust")) {
            assertThat(one.ask("lock")).isEqualTo("ok");
            other.order("lock");
            Sleepers.awaitAsleep(word, 1);
            assertThat(word.scope()).isEqualTo(FutexScope.SHARED);
            assertThat(Futex.sleepers(mutex.word)).isLessThanOrEqualTo(1);
            assertThat(one.ask("unlock")).isEqualTo("ok");
            assertThat(other.readLine()).isEqualTo("ok");
        }
    }
}
