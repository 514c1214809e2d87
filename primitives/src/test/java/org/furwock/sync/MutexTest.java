package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.furwock.sync.Locking.lockInTurn;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.Sleepers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that are specific to {@link Mutex}; {@link LockContractTest} has the contract of every
 * lock.
 */
@Timeout(600)
class MutexTest {

    @Test
    void shouldRefuseToBeLockedTwiceByOneThread() throws Exception {
        Mutex mutex = new Mutex();
        mutex.lock();
        assertThatThrownBy(mutex::lock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("not reentrant");
        assertThatThrownBy(mutex::lockInterruptibly)
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(() -> mutex.tryLock(1, TimeUnit.DAYS))
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThat(mutex.tryLock()).isFalse();
        assertThat(mutex.isHeldByCurrentThread()).as("still held").isTrue();
        mutex.unlock();
        assertThat(mutex.isLocked()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldShowItsStateInItsWord(FutexScope scope) throws Exception {
        FutexWord word = FutexWord.allocate(scope);
        Mutex mutex = new Mutex(word);
        assertThat(word.get()).isEqualTo(Mutex.FREE);
        mutex.lock();
        assertThat(word.get()).isEqualTo(Mutex.HELD);
        assertThat(mutex.isContended()).isFalse();
        Background<?> waiter =
                Background.run(
                        () -> {
                            mutex.lock();
                            assertThat(word.get()).as("after a sleep").isEqualTo(Mutex.CONTENDED);
                            mutex.unlock();
                        });
        Sleepers.awaitAsleep(word, 1);
        assertThat(mutex.isContended()).isTrue();
        mutex.unlock();
        waiter.join();
        assertThat(word.get()).isEqualTo(Mutex.FREE);
    }

    @Test
    void shouldKnowItsOwner() throws Exception {
        Mutex mutex = new Mutex();
        assertThat(mutex.getOwner()).isNull();
        assertThat(mutex.toString()).endsWith("[Unlocked]");
        mutex.lock();
        assertThat(mutex.getOwner()).isSameAs(Thread.currentThread());
        assertThat(mutex.toString())
                .endsWith("[Locked by thread " + Thread.currentThread().getName() + "]");
        assertThat(Background.call(mutex::isHeldByCurrentThread).join()).isFalse();
        mutex.unlock();
        assertThat(mutex.getOwner()).isNull();
    }

    @Test
    void shouldMeetItselfThroughAnotherObjectOnTheSameWord() throws Exception {
        FutexWord word = FutexWord.allocate(FutexScope.SHARED);
        Mutex one = new Mutex(word);
        Mutex other = new Mutex(word);
        one.lock();
        assertThat(other.tryLock()).isFalse();
        Background<?> waiter =
                Background.run(
                        () -> {
                            other.lock();
                            other.unlock();
                        });
        Sleepers.awaitAsleep(word, 1);
        one.unlock();
        waiter.join();
    }

    @Test
    void shouldBeTheBlockerOfItsWaiters() throws Exception {
        Mutex mutex = new Mutex();
        mutex.lock();
        Background<?> waiter =
                Background.run(
                        () -> {
                            mutex.lock();
                            mutex.unlock();
                        });
        waiter.awaitBlocked();
        assertThat(LockSupport.getBlocker(waiter.thread())).isSameAs(mutex);
        mutex.unlock();
        waiter.join();
        assertThat(LockSupport.getBlocker(waiter.thread())).isNull();
    }

    @Test
    void shouldLetTheJvmFindADeadlock() throws Exception {
        Mutex left = new Mutex();
        Mutex right = new Mutex();
        Background<?> one = lockInTurn(left, right, right::isLocked);
        Background<?> two = lockInTurn(right, left, left::isLocked);
        Blocked.await(one.thread(), two.thread());
        long[] found = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
        assertThat(found).contains(one.thread().getId(), two.thread().getId());
        one.interrupt();
        one.joinExpecting(InterruptedException.class);
        two.join();
    }

    @Test
    void shouldRefuseSerialization() throws Exception {
        try (ObjectOutputStream stream = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> stream.writeObject(new Mutex()))
                    .isInstanceOf(NotSerializableException.class);
        }
    }

    @Test
    void shouldSurviveWakesThatNobodyOwesIt() throws Exception {
        FutexWord word = FutexWord.allocate();
        Mutex mutex = new Mutex(word);
        int[] plain = new int[1];
        int rounds = 3_000;
        Background<?>[] workers = new Background<?>[3];
        for (int i = 0; i < workers.length; i++) {
            workers[i] =
                    Background.run(
                            () -> {
                                for (int k = 0; k < rounds; k++) {
                                    mutex.lock();
                                    plain[0]++;
                                    Thread.yield();
                                    mutex.unlock();
                                }
                            });
        }
        boolean running = true;
        while (running) {
            Futex.wakeAll(word);
            running = false;
            for (Background<?> worker : workers) {
                running |= !worker.isDone();
            }
        }
        for (Background<?> worker : workers) {
            worker.join();
        }
        assertThat(plain[0]).isEqualTo(workers.length * rounds);
        assertThat(word.get()).isEqualTo(Mutex.FREE);
    }
}
