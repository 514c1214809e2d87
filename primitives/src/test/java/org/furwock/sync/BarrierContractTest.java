package org.furwock.sync;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.furwock.sync.BarrierSubject.assertAllBroken;
import static org.furwock.sync.BarrierSubject.assertBroken;
import static org.furwock.sync.BarrierSubject.assertTrips;
import static org.furwock.sync.BarrierSubject.barrier;
import static org.furwock.sync.BarrierSubject.waiting;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads.Task;
import org.furwock.sync.BarrierSubject.AnyBarrier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of CyclicBarrier, on it and on {@link Barrier}. */
@HangBound
class BarrierContractTest {

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldRefuseLessThanOneParty(DropIn on) {
        assertThatIllegalArgumentException().isThrownBy(() -> barrier(on, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> barrier(on, -1, () -> {}));
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldGiveOutIndexesInTheOrderOfArrival(DropIn on) throws Exception {
        AnyBarrier barrier = barrier(on, 3);
        assertThat(barrier.getParties()).isEqualTo(3);
        assertTrips(on, barrier);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldTripAtOnceForOneParty(DropIn on) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        AnyBarrier barrier = barrier(on, 1, runs::incrementAndGet);
        for (int i = 1; i <= 1_000; i++) {
            assertThat(barrier.await()).isZero();
            assertThat(barrier.await(0, SECONDS)).isZero();
            assertThat(runs).hasValue(2 * i);
        }
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldTakeAnyNumberOfParties(DropIn on) {
        for (int parties : new int[] {1 << 20, 1 << 27, (1 << 27) + 1, Integer.MAX_VALUE}) {
            AnyBarrier barrier = barrier(on, parties);
            assertThat(barrier.getParties()).isEqualTo(parties);
            List<Task<Object>> tasks = waiting(on, barrier, 2);
            barrier.reset();
            assertAllBroken(tasks);
            assertThatThrownBy(() -> barrier.await(0, SECONDS))
                    .isInstanceOf(TimeoutException.class);
            assertBroken(barrier);
        }
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldRunTheActionByTheLastBeforeAnybodyReturns(DropIn on) throws Exception {
        int[] written = new int[3];
        AtomicReference<Thread> runner = new AtomicReference<>();
        AnyBarrier barrier =
                barrier(
                        on,
                        3,
                        () -> {
                            runner.set(Thread.currentThread());
                            written[2] = written[0] + written[1];
                        });
        List<Task<Object>> tasks =
                on.blocked(
                        2,
                        i ->
                                on.outcome(
                                        () -> {
                                            written[i] = i + 20;
                                            barrier.await();
                                            return written[2];
                                        }));
        assertThat(barrier.await()).isZero();
        assertThat(runner).hasValue(Thread.currentThread());
        assertThat(tasks).allMatch(task -> task.get().equals(41));
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldBreakWhenTheActionFails(DropIn on) throws Exception {
        for (Throwable failure : new Throwable[] {new IllegalStateException(), new Error()}) {
            AtomicReference<@Nullable Throwable> toThrow = new AtomicReference<>(failure);
            AnyBarrier barrier =
                    barrier(on, 3, () -> BarrierContractTest.throwUnchecked(toThrow.get()));
            List<Task<Object>> tasks = waiting(on, barrier, 2);
            assertThatThrownBy(barrier::await).isSameAs(failure);
            assertAllBroken(tasks);
            assertBroken(barrier);
            toThrow.set(null);
            barrier.reset();
            assertTrips(on, barrier);
        }
    }

    private static void throwUnchecked(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        } else if (failure instanceof Error error) {
            throw error;
        }
    }

    // Time-outs.

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldBreakWhenAPartyRunsOutOfTime(DropIn on) throws Exception {
        AnyBarrier barrier = barrier(on, 3);
        List<Task<Object>> tasks = waiting(on, barrier, 1);
        long start = System.nanoTime();
        assertThatThrownBy(() -> barrier.await(30, MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(30));
        assertAllBroken(tasks);
        assertBroken(barrier);
        barrier.reset();
        assertTrips(on, barrier);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldNotWaitForATimeOfZeroOrLess(DropIn on) throws Exception {
        for (long time : new long[] {0, -1, Long.MIN_VALUE}) {
            AnyBarrier barrier = barrier(on, 2);
            assertThatThrownBy(() -> barrier.await(time, SECONDS))
                    .isInstanceOf(TimeoutException.class);
            assertBroken(barrier);
            barrier.reset();
            List<Task<Object>> tasks = waiting(on, barrier, 1);
            assertThat(barrier.await(time, SECONDS)).as("the last one").isZero();
            assertThat(tasks.get(0).get()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldReturnIndexesFromTimedWaits(DropIn on) throws Exception {
        AnyBarrier barrier = barrier(on, 2);
        List<Task<Object>> tasks =
                on.blocked(1, i -> on.outcome(() -> barrier.await(Long.MAX_VALUE, DAYS)));
        assertThat(barrier.await(1, DAYS)).isZero();
        assertThat(tasks.get(0).get()).isEqualTo(1);
        assertThatNullPointerException().isThrownBy(() -> barrier.await(1, null));
        assertThat(barrier.isBroken()).isFalse();
    }

    // Interrupts.

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldBreakWhenAWaitingPartyIsInterrupted(DropIn on) throws Exception {
        AnyBarrier barrier = barrier(on, 4);
        List<Task<Object>> tasks = waiting(on, barrier, 2);
        Task<Object> victim =
                on.blocked(
                                1,
                                i ->
                                        on.outcome(
                                                () -> {
                                                    try {
                                                        return barrier.await(1, DAYS);
                                                    } catch (InterruptedException e) {
                                                        return Thread.currentThread()
                                                                .isInterrupted();
                                                    }
                                                }))
                        .get(0);
        victim.interrupt();
        assertThat(victim.get()).as("status after").isEqualTo(false);
        assertAllBroken(tasks);
        assertBroken(barrier);
        barrier.reset();
        assertThat(barrier.isBroken()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldBreakWhenAnInterruptedPartyArrivesEvenAsTheLast(DropIn on) {
        AnyBarrier barrier = barrier(on, 3);
        List<Task<Object>> tasks = waiting(on, barrier, 2);
        Thread.currentThread().interrupt();
        assertThatThrownBy(barrier::await).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertAllBroken(tasks);
        assertBroken(barrier);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldSayBrokenRatherThanInterrupted(DropIn on) {
        AnyBarrier barrier = barrier(on, 2);
        assertThatThrownBy(() -> barrier.await(0, SECONDS)).isInstanceOf(TimeoutException.class);
        Thread.currentThread().interrupt();
        assertBroken(barrier);
        assertThat(Thread.interrupted()).as("status kept").isTrue();
    }

    // While the action runs.

    /** An action that begins, and ends when it is allowed to. */
    private static final class SlowAction implements Runnable {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch mayEnd = new CountDownLatch(1);

        @Override
        public void run() {
            begun.countDown();
            boolean interrupted = false;
            while (mayEnd.getCount() > 0) {
                try {
                    mayEnd.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldNotBreakIfAPartyGivesUpWhileTheActionRuns(DropIn on) throws Exception {
        SlowAction action = new SlowAction();
        AnyBarrier barrier = barrier(on, 3, action);
        long start = System.nanoTime();
        Task<Object> interrupted =
                on.blocked(
                                1,
                                i ->
                                        on.outcome(
                                                () -> {
                                                    int index = barrier.await();
                                                    return Thread.interrupted() ? index : -1;
                                                }))
                        .get(0);
        Task<Object> timed =
                on.blocked(1, i -> on.outcome(() -> barrier.await(300, MILLISECONDS))).get(0);
        Task<Object> last = on.outcome(barrier::await);
        action.begun.await();
        interrupted.interrupt();
        Sleepers.await(
                () -> System.nanoTime() - start > MILLISECONDS.toNanos(330),
                () -> "the time passes");
        action.mayEnd.countDown();
        assertThat(last.get()).isEqualTo(0);
        assertThat(interrupted.get()).as("its index, with the status set").isEqualTo(2);
        assertThat(timed.get()).isEqualTo(1);
        assertThat(barrier.isBroken()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldLetArrivalsAndResetsWaitForTheAction(DropIn on) throws Exception {
        SlowAction action = new SlowAction();
        AnyBarrier barrier = barrier(on, 2, action);
        List<Task<Object>> tasks = waiting(on, barrier, 1);
        Task<Object> last = on.outcome(barrier::await);
        action.begun.await();
        Task<Object> reset = on.ending(barrier::reset);
        Task<Object> next = on.outcome(barrier::await);
        Blocked.await(reset.thread(), next.thread());
        assertThat(reset.future().isDone()).isFalse();
        action.mayEnd.countDown();
        assertThat(last.get()).isEqualTo(0);
        assertThat(tasks.get(0).get()).isEqualTo(1);
        assertThat(reset.get()).isEqualTo("returned");
        // The reset may have come before or after that arrival.
        Sleepers.await(
                () -> next.future().isDone() || barrier.getNumberWaiting() == 1,
                () -> "the next one waits or was reset");
        barrier.reset();
        assertThat(next.get()).isEqualTo(BrokenBarrierException.class);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldLetTheActionAskAndReset(DropIn on) throws Exception {
        AtomicReference<AnyBarrier> self = new AtomicReference<>();
        List<Object> answers = new ArrayList<>();
        AnyBarrier barrier =
                barrier(
                        on,
                        3,
                        () -> {
                            answers.add(self.get().getNumberWaiting());
                            answers.add(self.get().isBroken());
                            self.get().reset();
                            answers.add(self.get().getNumberWaiting());
                        });
        self.set(barrier);
        for (int round = 0; round < 2; round++) {
            List<Task<Object>> tasks = waiting(on, barrier, 2);
            assertThat(barrier.await()).isZero();
            assertAllBroken(tasks);
            assertThat(answers).containsExactly(3, false, 0);
            assertThat(barrier.isBroken()).isFalse();
            assertThat(barrier.getNumberWaiting()).isZero();
            answers.clear();
        }
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldBreakTheNextGenerationWhenTheActionResetsAndFails(DropIn on) {
        AtomicReference<AnyBarrier> self = new AtomicReference<>();
        AnyBarrier barrier =
                barrier(
                        on,
                        2,
                        () -> {
                            self.get().reset();
                            throw new IllegalStateException();
                        });
        self.set(barrier);
        List<Task<Object>> tasks = waiting(on, barrier, 1);
        assertThatThrownBy(barrier::await).isInstanceOf(IllegalStateException.class);
        assertAllBroken(tasks);
        assertBroken(barrier);
    }

    // Reset.

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldEndTheWaitsAndBeAsNewAfterAReset(DropIn on) throws Exception {
        AnyBarrier barrier = barrier(on, 3);
        barrier.reset();
        assertTrips(on, barrier);
        for (int count = 1; count <= 2; count++) {
            List<Task<Object>> tasks = waiting(on, barrier, count);
            barrier.reset();
            assertThat(barrier.isBroken()).isFalse();
            assertThat(barrier.getNumberWaiting()).isZero();
            barrier.reset();
            assertAllBroken(tasks);
            assertTrips(on, barrier);
        }
    }

    /** A reset and at once a new arrival: the arrival never joins the threads that were reset. */
    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldNotMixThoseBeforeAResetWithThoseAfter(DropIn on) throws Exception {
        AnyBarrier barrier = barrier(on, 2);
        for (int round = 0; round < on.rounds(500); round++) {
            Task<Object> before = on.outcome(barrier::await);
            Sleepers.await(() -> barrier.getNumberWaiting() == 1, () -> "it has arrived");
            barrier.reset();
            assertThatThrownBy(() -> barrier.await(1, NANOSECONDS))
                    .isInstanceOf(TimeoutException.class);
            barrier.reset();
            assertThat(before.get()).isEqualTo(BrokenBarrierException.class);
        }
    }
}
