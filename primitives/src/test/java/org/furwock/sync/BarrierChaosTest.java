package org.furwock.sync;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.FutexException;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.WatchedEngine;
import org.furwock.sync.BarrierSubject.AnyBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many rounds at a barrier, with fast threads, and with all kinds of faults. */
@HangBound
class BarrierChaosTest {

    private static final int PARTIES = 4;
    private static final long PAUSE_NANOS = 1_000;

    /** No thread is more than one round ahead, however fast it is. */
    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldKeepQuickThreadsInStep(DropIn on) {
        int rounds = on.rounds(10_000);
        int[] done = new int[PARTIES];
        AtomicInteger actions = new AtomicInteger();
        AnyBarrier barrier =
                BarrierSubject.barrier(on, PARTIES, actions::incrementAndGet, on.given(1));
        List<Task<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < PARTIES; i++) {
            int own = i;
            tasks.add(
                    on.run(
                            () -> {
                                for (int round = 1; round <= rounds; round++) {
                                    done[own] = round;
                                    barrier.await();
                                    assertThat(done).containsOnly(round);
                                    barrier.await();
                                }
                            }));
        }
        tasks.forEach(Task::get);
        assertThat(actions).hasValue(2 * rounds);
    }

    /** It must not stay counted: the others would trip without it, and it would come again. */
    @Test
    void shouldBreakForAPartyThatCannotWait() throws Exception {
        WatchedEngine engine = new WatchedEngine();
        Barrier barrier = new Barrier(2, null, engine.word(FutexScope.PRIVATE));
        engine.refuseSleep();

        assertThatThrownBy(barrier::await).isInstanceOf(FutexException.class);

        assertThat(barrier.isBroken()).isTrue();
        assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class);
        barrier.reset();
        assertThat(barrier.isBroken()).isFalse();
        assertThat(barrier.getNumberWaiting()).isZero();
    }

    /** With more threads than parties, each trip takes as many as there are parties, in turns. */
    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldTripForAnyTwoOfManyThreads(DropIn on) {
        int trips = on.rounds(30_000);
        AnyBarrier barrier = BarrierSubject.barrier(on, 2);
        AtomicInteger tickets = new AtomicInteger();
        AtomicIntegerArray indexes = new AtomicIntegerArray(2);
        List<Task<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tasks.add(
                    on.run(
                            () -> {
                                while (tickets.getAndIncrement() < 2 * trips) {
                                    indexes.incrementAndGet(barrier.await());
                                }
                            }));
        }
        tasks.forEach(Task::get);
        assertThat(indexes.get(0)).isEqualTo(trips);
        assertThat(indexes.get(1)).isEqualTo(trips);
    }

    /**
     * Interrupts, time-outs, resets, failing actions, random wakes. Each trip is a trip for all its
     * parties: so each index is returned once for every action that succeeded, and the last one
     * never throws.
     */
    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldTripForAllOrForNobody(DropIn on) {
        AtomicInteger trips = new AtomicInteger();
        AtomicIntegerArray indexes = new AtomicIntegerArray(PARTIES);
        AtomicBoolean over = new AtomicBoolean();
        FutexWord[] words = on.given(1);
        AnyBarrier barrier = BarrierSubject.barrier(on, PARTIES, () -> act(trips), words);
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i <= PARTIES; i++) {
            tasks.add(on.start(() -> arriveAgainAndAgain(barrier, indexes, over)));
        }
        List<Thread> victims = tasks.stream().map(Task::thread).toList();
        int wanted = on.rounds(1_000);
        Chaos.during(
                words,
                victims,
                () -> resetSometimes(barrier),
                () -> {
                    while (trips.get() < wanted) {
                        Thread.yield();
                    }
                });
        over.set(true);
        while (tasks.stream().anyMatch(task -> !task.future().isDone())) {
            barrier.reset(); // until all have seen that it is over
            Thread.yield();
        }
        tasks.forEach(Task::get);
        for (int i = 0; i < PARTIES; i++) {
            assertThat(indexes.get(i)).as("index " + i).isEqualTo(trips.get());
        }
        assertThat(barrier.getNumberWaiting()).isZero();
    }

    private static void act(AtomicInteger trips) {
        if (ThreadLocalRandom.current().nextInt(20) == 0) {
            throw new IllegalStateException();
        }
        trips.incrementAndGet();
    }

    private static void resetSometimes(AnyBarrier barrier) {
        if (barrier.isBroken() || ThreadLocalRandom.current().nextInt(30) == 0) {
            barrier.reset();
        }
    }

    private static int arriveAgainAndAgain(
            AnyBarrier barrier, AtomicIntegerArray indexes, AtomicBoolean over) {
        int exceptions = 0;
        while (!over.get()) {
            try {
                boolean timed = ThreadLocalRandom.current().nextInt(8) == 0;
                int index = timed ? barrier.await(50, MICROSECONDS) : barrier.await();
                indexes.incrementAndGet(index);
            } catch (BrokenBarrierException
                    | TimeoutException
                    | InterruptedException
                    | IllegalStateException e) {
                exceptions++;
                // Not by yielding: virtual threads that yield again and again keep a carrier from
                // those that platform threads have woken, for ever if these are to end the
                // breakage.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return exceptions;
    }

    /** Resets at full speed against arrivals: no thread is stranded, and no thread trips alone. */
    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#all")
    void shouldStandAStormOfResets(DropIn on) {
        int rounds = on.rounds(5_000);
        AnyBarrier barrier = BarrierSubject.barrier(on, 3);
        AtomicIntegerArray indexes = new AtomicIntegerArray(3);
        List<Task<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tasks.add(
                    on.run(
                            () -> {
                                for (int round = 0; round < rounds; round++) {
                                    try {
                                        indexes.incrementAndGet(barrier.await());
                                    } catch (BrokenBarrierException e) {
                                        assertThat(e).hasNoCause();
                                    }
                                }
                            }));
        }
        while (tasks.stream().anyMatch(task -> !task.future().isDone())) {
            barrier.reset();
            Thread.onSpinWait();
        }
        tasks.forEach(Task::get);
        assertThat(indexes.get(1)).isEqualTo(indexes.get(0));
        assertThat(indexes.get(2)).isEqualTo(indexes.get(0));
    }

    /** Ours only: CyclicBarrier hangs here. */
    @Test
    void shouldRefuseToWaitWithinItsOwnAction() throws Exception {
        Barrier[] self = new Barrier[1];
        self[0] =
                new Barrier(
                        1,
                        () -> {
                            try {
                                self[0].await();
                            } catch (InterruptedException | BrokenBarrierException e) {
                                throw new AssertionError(e);
                            }
                        });
        assertThatIllegalStateException().isThrownBy(() -> self[0].await());
        assertThat(self[0].isBroken()).isTrue();
    }

    /** Two objects on one word are one barrier. */
    @Test
    void shouldMeetOnOneWord() throws Exception {
        FutexWord word = FutexWord.allocate();
        Task<Integer> other = TestThreads.start(new Barrier(2, null, word)::await);
        Sleepers.awaitAsleep(word, 1);
        assertThat(new Barrier(2, null, word).await()).isZero();
        assertThat(other.get()).isEqualTo(1);
    }
}
