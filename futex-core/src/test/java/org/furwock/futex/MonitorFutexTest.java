package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Test;

/**
 * {@link MonitorFutex} beyond the contract tests of all words: the operations that it refuses, and
 * that no wake is lost or invented while waiters give up.
 */
@HangBound
class MonitorFutexTest {

    @Test
    void shouldCountEveryWakeOnceWhileWaitersTimeOut() {
        FutexWord word = MonitorFutex.newWord();
        List<Task<Integer>> waiters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiters.add(TestThreads.start(() -> countWoken(word)));
        }

        int wakes = 0;
        while (waiters.stream().anyMatch(waiter -> !waiter.future().isDone())) {
            wakes += Futex.wake(word, ThreadLocalRandom.current().nextInt(1, 3));
        }

        assertThat(waiters.stream().mapToInt(Task::get).sum()).isEqualTo(wakes);
    }

    private static int countWoken(FutexWord word) {
        int woken = 0;
        for (int i = 0; i < 100; i++) {
            long nanos = ThreadLocalRandom.current().nextInt(1_000_000);
            woken +=
                    Futex.awaitNanos(word, 0, nanos, WaitOptions.INTERRUPTIBLE, null)
                                    == WaitResult.WOKEN
                            ? 1
                            : 0;
        }
        return woken;
    }

    @Test
    void shouldRefuseWhatAModelCheckerCannotSee() {
        FutexWord word = MonitorFutex.newWord();

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Futex.awaitAsync(word, 0))
                .withMessageContaining("without a thread");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> PiFutex.tryLock(word))
                .withMessageContaining("priority inheritance");
    }

    @Test
    void shouldNotBeMixedWithWordsOfTheEngine() {
        FutexWord ours = MonitorFutex.newWord();
        FutexWord theirs = FutexWord.allocate();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.requeue(ours, theirs, 0, 1))
                .withMessageContaining("same engine");
    }
}
