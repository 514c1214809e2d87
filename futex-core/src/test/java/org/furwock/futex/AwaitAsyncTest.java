package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waiting without a thread. */
@HangBound
class AwaitAsyncTest {

    private static WaitResult get(CompletableFuture<WaitResult> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(TestThreads.HANG_LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldCompleteWhenWoken(FutexScope scope) throws Exception {
        FutexWord word = FutexWord.allocate(scope);
        CompletableFuture<WaitResult> future = Futex.awaitAsync(word, 0);
        Sleepers.awaitAsleep(word, 1);
        assertThat(future).isNotDone();

        Sleepers.wakeOne(word);

        assertThat(get(future)).isEqualTo(WaitResult.WOKEN);
        Sleepers.awaitAsleep(word, 0);
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldCompleteIfTheValueHasChanged(FutexScope scope) throws Exception {
        FutexWord word = FutexWord.allocate(scope);

        assertThat(get(Futex.awaitAsync(word, 1))).isEqualTo(WaitResult.VALUE_CHANGED);
        Sleepers.awaitAsleep(word, 0);
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldCompleteAsManyAsAreWokenBesideThreads(FutexScope scope) throws Exception {
        FutexWord word = FutexWord.allocate(scope);
        Waiters threads = Waiters.asleep(word, 3);
        List<CompletableFuture<WaitResult>> futures = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            futures.add(Futex.awaitAsync(word, 0));
        }
        Sleepers.awaitAsleep(word, 203);

        word.set(1);
        Futex.wakeAll(word);

        for (CompletableFuture<WaitResult> future : futures) {
            assertThat(get(future)).isIn(WaitResult.WOKEN, WaitResult.VALUE_CHANGED);
        }
        assertThat(threads.results()).hasSize(3).containsOnly(WaitResult.WOKEN);
    }

    @Test
    void shouldWakeExactlyAsManyAsAskedIfPrivate() throws Exception {
        FutexWord word = FutexWord.allocate();
        List<CompletableFuture<WaitResult>> futures = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            futures.add(Futex.awaitAsync(word, 0));
        }

        assertThat(Futex.wake(word, 4)).isEqualTo(4);
        assertThat(futures.stream().filter(CompletableFuture::isDone)).hasSize(4);
        assertThat(Futex.wakeAll(word)).isEqualTo(6);
        for (CompletableFuture<WaitResult> future : futures) {
            assertThat(get(future)).isEqualTo(WaitResult.WOKEN);
        }
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldLeaveWhenCancelled(FutexScope scope) {
        FutexWord word = FutexWord.allocate(scope);
        CompletableFuture<WaitResult> future = Futex.awaitAsync(word, 0);
        Sleepers.awaitAsleep(word, 1);

        assertThat(future.cancel(true)).isTrue();

        Sleepers.awaitAsleep(word, 0);
        assertThat(Futex.wake(word, 1)).isZero();
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldLeaveWhenItTimesOut(FutexScope scope) {
        FutexWord word = FutexWord.allocate(scope);
        CompletableFuture<WaitResult> future =
                Futex.awaitAsync(word, 0).orTimeout(1, TimeUnit.MILLISECONDS);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(future))
                .withCauseInstanceOf(TimeoutException.class);
        Sleepers.awaitAsleep(word, 0);
    }

    /** A counted wake reaches one of the two, even if one of them is cancelled meanwhile. */
    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldNotSwallowAWakeWhenCancelled(FutexScope scope) throws Exception {
        if (scope == FutexScope.SHARED) { // its waiters sleep in the kernel
            TestEngines.assumeInterruptsWakeNoOther();
        }
        FutexWord word = FutexWord.allocate(scope);
        for (int round = 0; round < 500; round++) {
            CompletableFuture<WaitResult> fickle = Futex.awaitAsync(word, 0);
            CompletableFuture<WaitResult> steady = Futex.awaitAsync(word, 0);
            Sleepers.awaitAsleep(word, 2);
            int spins = ThreadLocalRandom.current().nextInt(500);
            Task<Boolean> canceller =
                    TestThreads.start(
                            () -> {
                                for (int i = 0; i < spins; i++) {
                                    Thread.onSpinWait();
                                }
                                return fickle.cancel(false);
                            });

            Sleepers.wakeOne(word);

            if (canceller.get()) {
                // The waiter that gets the wake tests the word again, under either of its keys.
                assertThat(get(steady)).isIn(WaitResult.WOKEN, WaitResult.SPURIOUS);
            } else {
                assertThat(get(fickle)).isEqualTo(WaitResult.WOKEN);
                steady.cancel(false);
            }
            Sleepers.awaitAsleep(word, 0);
        }
    }

    /**
     * The wake is passed on at the word to which the waiter was moved, not at the word where it
     * came from.
     */
    @Test
    void shouldNotSwallowAWakeWhenCancelledAfterARequeue() throws Exception {
        FutexWord from = FutexWord.allocate();
        FutexWord to = FutexWord.allocate();
        CompletableFuture<WaitResult> fickle = Futex.awaitAsync(from, 0);
        assertThat(Futex.requeue(from, to, 0, 1).requeued()).isEqualTo(1);
        CompletableFuture<WaitResult> steady = Futex.awaitAsync(to, 0);
        CompletableFuture<?> woken = fickle.whenComplete((result, e) -> Futex.wake(to, 1));

        fickle.cancel(false); // runs the stage above while the queue still has it

        assertThat(woken).isDone();
        assertThat(get(steady)).isEqualTo(WaitResult.WOKEN);
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldKeepTheWordAsLongAsItWaits(FutexScope scope) throws Exception {
        FutexWord[] dropped = {FutexWord.allocate(scope)};
        WeakReference<FutexWord> reference = new WeakReference<>(dropped[0]);
        CompletableFuture<WaitResult> future = Futex.awaitAsync(dropped[0], 0);
        Sleepers.awaitAsleep(dropped[0], 1);
        dropped[0] = null;
        WeakReference<Object> garbage = new WeakReference<>(new Object());

        Sleepers.await(
                () -> {
                    System.gc();
                    return garbage.get() == null;
                },
                () -> "nothing is collected");

        FutexWord word = reference.get();
        assertThat(word).isNotNull();
        Sleepers.wakeOne(word);
        assertThat(get(future)).isEqualTo(WaitResult.WOKEN);
    }
}
