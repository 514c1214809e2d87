package org.furwock.sync;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of CountDownLatch, on it and on {@link Latch}. */
@HangBound
class LatchContractTest {

    /** The methods of both. */
    interface AnyLatch {
        void await() throws InterruptedException;

        boolean await(long timeout, TimeUnit unit) throws InterruptedException;

        void countDown();

        long getCount();
    }

    private static AnyLatch latch(DropIn on, int count) {
        return latch(on, count, on.given(1));
    }

    private static AnyLatch latch(DropIn on, int count, FutexWord[] given) {
        if (on.isOfProcesses()) {
            return on.make(AnyLatch.class, Latch.class, count, given[0]);
        }
        Object latch =
                on.isJdk()
                        ? new CountDownLatch(count)
                        : given.length == 0 ? new Latch(count) : new Latch(count, given[0]);
        return Duck.as(AnyLatch.class, latch);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldRefuseANegativeCount(DropIn on) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> latch(on, -1))
                .withMessageStartingWith("count < 0");
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldCountDownToZeroAndNotBelow(DropIn on) {
        AnyLatch latch = latch(on, 2);
        assertThat(latch.getCount()).isEqualTo(2);
        assertThat(latch.toString()).endsWith("[Count = 2]");
        latch.countDown();
        assertThat(latch.getCount()).isEqualTo(1);
        latch.countDown();
        latch.countDown();
        assertThat(latch.getCount()).isZero();
        assertThat(latch.toString()).endsWith("[Count = 0]");
        AnyLatch large = latch(on, Integer.MAX_VALUE);
        large.countDown();
        assertThat(large.getCount()).isEqualTo(Integer.MAX_VALUE - 1);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldNotWaitWhenOpen(DropIn on) throws Exception {
        AnyLatch latch = latch(on, 0);
        latch.await();
        assertThat(latch.await(0, SECONDS)).isTrue();
        assertThat(latch.await(-1, SECONDS)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldReleaseAllAtZeroAndNobodyBefore(DropIn on) {
        AnyLatch latch = latch(on, 3);
        List<Task<Object>> waiting =
                on.blocked(
                        8,
                        i ->
                                on.outcome(
                                        () -> {
                                            if (i % 2 == 0) {
                                                latch.await();
                                                return true;
                                            }
                                            return latch.await(1, DAYS);
                                        }));
        latch.countDown();
        latch.countDown();
        Blocked.await(waiting.stream().map(Task::thread).toArray(Thread[]::new));
        assertThat(waiting).noneMatch(task -> task.future().isDone());
        latch.countDown();
        assertThat(waiting).allMatch(task -> task.get().equals(true));
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldTimeOutAndNotEarly(DropIn on) throws Exception {
        AnyLatch latch = latch(on, 1);
        long start = System.nanoTime();
        assertThat(latch.await(30, MILLISECONDS)).isFalse();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(30));
        assertThat(latch.await(0, SECONDS)).isFalse();
        assertThat(latch.await(Long.MIN_VALUE, DAYS)).isFalse();
        assertThat(latch.getCount()).isEqualTo(1);
        assertThatNullPointerException().isThrownBy(() -> latch.await(1, null));
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldThrowWhenInterruptedBeforeEvenIfOpen(DropIn on) {
        for (int count : new int[] {0, 1}) {
            AnyLatch latch = latch(on, count);
            Thread.currentThread().interrupt();
            assertThatThrownBy(latch::await).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> latch.await(1, DAYS)).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldEndTheWaitOfTheInterruptedThreadOnly(DropIn on) {
        AnyLatch latch = latch(on, 1);
        List<Task<Object>> waiting =
                on.blocked(
                        3,
                        i ->
                                on.outcome(
                                        () -> {
                                            try {
                                                latch.await();
                                                return "opened";
                                            } catch (InterruptedException e) {
                                                return Thread.currentThread().isInterrupted();
                                            }
                                        }));
        waiting.get(1).interrupt();
        latch.countDown();
        assertThat(waiting.get(1).get()).as("status after").isEqualTo(false);
        assertThat(waiting.get(0).get()).isEqualTo("opened");
        assertThat(waiting.get(2).get()).isEqualTo("opened");
    }

    /**
     * Writes before a count-down are visible after the wait, to threads that slept and to threads
     * that did not.
     */
    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldPublishWhatWasWrittenBefore(DropIn on) {
        int rounds = on.rounds(3_000);
        AtomicReference<AnyLatch> shared = new AtomicReference<>();
        int[] data = new int[2];
        AnyLatch[] latches = new AnyLatch[rounds];
        for (int i = 0; i < rounds; i++) {
            latches[i] = latch(on, 2);
        }
        shared.set(latches[0]);
        List<Task<Void>> writers = new ArrayList<>();
        AnyLatch[] acknowledged = new AnyLatch[rounds];
        for (int i = 0; i < rounds; i++) {
            acknowledged[i] = latch(on, 1);
        }
        for (int writer = 0; writer < 2; writer++) {
            int own = writer;
            writers.add(
                    on.run(
                            () -> {
                                for (int i = 0; i < rounds; i++) {
                                    data[own] = i;
                                    latches[i].countDown();
                                    acknowledged[i].await();
                                }
                            }));
        }
        Task<Void> reader =
                on.run(
                        () -> {
                            for (int i = 0; i < rounds; i++) {
                                latches[i].await();
                                assertThat(data).containsExactly(i, i);
                                acknowledged[i].countDown();
                            }
                        });
        reader.get();
        writers.forEach(Task::get);
    }

    /**
     * Random wakes, interrupts and time-outs: no thread passes a closed latch, all pass an open
     * one.
     */
    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldStandChaos(DropIn on) {
        for (int round = 0; round < on.rounds(60); round++) {
            FutexWord[] words = on.given(1);
            AnyLatch latch = latch(on, 4, words);
            List<Task<Integer>> waiting = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                waiting.add(on.start(() -> awaitWithPersistence(latch)));
            }
            List<Thread> victims = waiting.stream().map(Task::thread).toList();
            Chaos.during(words, victims, () -> {}, () -> openSlowly(latch, waiting));
        }
    }

    private static void openSlowly(AnyLatch latch, List<Task<Integer>> waiting) {
        for (int i = 0; i < 4; i++) {
            assertThat(waiting).noneMatch(task -> task.future().isDone());
            latch.countDown();
        }
        waiting.forEach(Task::get);
    }

    private static int awaitWithPersistence(AnyLatch latch) {
        int attempts = 0;
        while (true) {
            attempts++;
            try {
                if (attempts % 2 == 0) {
                    latch.await();
                    break;
                } else if (latch.await(50, TimeUnit.MICROSECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                continue;
            }
        }
        assertThat(latch.getCount()).isZero();
        return attempts;
    }
}
