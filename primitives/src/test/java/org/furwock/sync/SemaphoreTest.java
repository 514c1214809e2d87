package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Semaphore} beyond the contract of its original. */
@HangBound
class SemaphoreTest {

    /** A subclass as a user might write it. */
    private static final class Named extends Semaphore {
        private static final long serialVersionUID = 1L;

        private final String name;

        Named(String name, int permits, boolean fair) {
            super(permits, fair);
            this.name = name;
        }
    }

    private static FutexWord[] words(FutexScope scope) {
        return FutexWord.allocateAdjacent(scope, Semaphore.WORDS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeTheSameAfterSerialization(boolean fair) throws Exception {
        Named semaphore = new Named("it", -7, fair);
        semaphore.release(10);
        semaphore.acquire();
        Task<Void> waiting = TestThreads.start(() -> takeAndReturn(semaphore, 5));
        Blocked.await(waiting.thread());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(semaphore);
        }
        Named copy = (Named) read(bytes.toByteArray());
        assertThat(copy.name).isEqualTo("it");
        assertThat(copy.isFair()).isEqualTo(fair);
        assertThat(copy.availablePermits()).isEqualTo(2);
        assertThat(copy.getQueueLength()).as("no thread waits for the copy").isZero();
        copy.acquire(2);
        Task<Void> other = TestThreads.start(() -> takeAndReturn(copy, 1));
        Blocked.await(other.thread());
        copy.release();
        other.get();
        assertThat(semaphore.availablePermits()).isEqualTo(2);
        semaphore.release(3);
        waiting.get();
    }

    private static Void takeAndReturn(Semaphore semaphore, int permits) throws Exception {
        semaphore.acquire(permits);
        return null;
    }

    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBeSerializedOnGivenWords(FutexScope scope) throws IOException {
        Semaphore semaphore = new Semaphore(1, words(scope));
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(semaphore))
                    .isInstanceOf(NotSerializableException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseToBeFairOnGivenWords(FutexScope scope) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Semaphore(1, true, words(scope)))
                .withMessageContaining("cannot be fair");
        assertThat(new Semaphore(1, false, words(scope)).isFair()).isFalse();
    }

    @Test
    void shouldRefuseWrongWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Semaphore(1, FutexWord.allocate()))
                .withMessageContaining("takes 4 words, not 1");
        FutexWord[] mixed = words(FutexScope.PRIVATE);
        mixed[3] = FutexWord.allocate(FutexScope.SHARED);
        assertThatIllegalArgumentException().isThrownBy(() -> new Semaphore(1, mixed));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeOneSemaphoreOnTheSameWords(FutexScope scope) throws Exception {
        FutexWord[] words = words(scope);
        Semaphore one = new Semaphore(2, words);
        Semaphore other = new Semaphore(2, words);
        one.acquire(2);
        assertThat(other.availablePermits()).isZero();
        for (int wanted = 1; wanted <= 2; wanted++) {
            int permits = wanted;
            Task<Void> waiting = TestThreads.start(() -> takeAndReturn(other, permits));
            Blocked.await(waiting.thread());
            assertThat(one.getQueueLength()).isEqualTo(1);
            assertThat(one.getQueuedThreads()).as("by means of this object").isEmpty();
            assertThat(other.getQueuedThreads()).containsExactly(waiting.thread());
            one.release(permits);
            waiting.get();
        }
    }

    /** The next release must see that a single sleeps. */
    @Test
    void shouldKeepASingleArmedWhenAWaiterForMoreGivesUp() throws InterruptedException {
        FutexWord[] words = words(FutexScope.PRIVATE);
        Semaphore semaphore = new Semaphore(0, words);
        Task<Void> single = TestThreads.start(() -> takeAndReturn(semaphore, 1));
        Sleepers.awaitAsleep(words[3], 1);
        assertThat(semaphore.tryAcquire(2, 5, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(words[1].get()).as("waiters, armed").isEqualTo(Integer.MIN_VALUE + 1);
        semaphore.release();
        single.get();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeTheBlockerOfItsWaiters(boolean fair) {
        Semaphore semaphore = new Semaphore(0, fair);
        for (int wanted = 1; wanted <= 2; wanted++) {
            int permits = wanted;
            Task<Void> waiting = TestThreads.start(() -> takeAndReturn(semaphore, permits));
            Blocked.await(waiting.thread());
            assertThat(LockSupport.getBlocker(waiting.thread())).isSameAs(semaphore);
            semaphore.release(permits);
            waiting.get();
        }
    }
}
