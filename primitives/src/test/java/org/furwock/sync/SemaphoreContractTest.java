package org.furwock.sync;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.furwock.sync.SemaphoreSubject.assertAllReturned;
import static org.furwock.sync.SemaphoreSubject.awaitEnded;
import static org.furwock.sync.SemaphoreSubject.ended;
import static org.furwock.sync.SemaphoreSubject.semaphore;
import static org.furwock.sync.SemaphoreSubject.waiting;

import java.util.ArrayList;
import java.util.List;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads.Task;
import org.furwock.sync.SemaphoreSubject.AnySemaphore;
import org.furwock.sync.SemaphoreSubject.Way;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of java.util.concurrent.Semaphore, on it and on {@link Semaphore}. */
@HangBound
class SemaphoreContractTest {

    // Counting.

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#fairToo")
    void shouldBeginWithAnyNumberOfPermits(DropIn on) {
        for (int permits : new int[] {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            AnySemaphore semaphore = semaphore(on, permits);
            assertThat(semaphore.availablePermits()).isEqualTo(permits);
            assertThat(semaphore.toString()).endsWith("[Permits = " + permits + "]");
            assertThat(semaphore.isFair()).isEqualTo(on.fair());
            assertThat(semaphore.hasQueuedThreads()).isFalse();
            assertThat(semaphore.getQueueLength()).isZero();
            assertThat(semaphore.getQueuedThreads()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#fairToo")
    void shouldTakeWhatIsThereAndNoMore(DropIn on) throws Exception {
        AnySemaphore semaphore = semaphore(on, 10);
        semaphore.acquire();
        semaphore.acquire(2);
        semaphore.acquireUninterruptibly();
        semaphore.acquireUninterruptibly(2);
        assertThat(semaphore.availablePermits()).isEqualTo(4);
        assertThat(semaphore.tryAcquire(5)).isFalse();
        assertThat(semaphore.tryAcquire(5, 0, SECONDS)).isFalse();
        assertThat(semaphore.tryAcquire(2)).isTrue();
        assertThat(semaphore.tryAcquire(1, DAYS)).isTrue();
        assertThat(semaphore.tryAcquire(1, -1, SECONDS)).isTrue();
        assertThat(semaphore.tryAcquire()).isFalse();
        assertThat(semaphore.tryAcquire(0)).isTrue();
        semaphore.acquire(0);
        semaphore.release();
        semaphore.release(3);
        semaphore.release(0);
        assertThat(semaphore.availablePermits()).isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#fairToo")
    void shouldRefuseNegativeNumbersBeforeAnythingElse(DropIn on) {
        AnySemaphore semaphore = semaphore(on, 1);
        Thread.currentThread().interrupt();
        assertThatIllegalArgumentException().isThrownBy(() -> semaphore.acquire(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> semaphore.acquireUninterruptibly(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> semaphore.tryAcquire(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> semaphore.tryAcquire(-1, 1, null));
        assertThatIllegalArgumentException().isThrownBy(() -> semaphore.release(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> semaphore.reducePermits(-1));
        assertThatNullPointerException().isThrownBy(() -> semaphore.tryAcquire(1, null));
        assertThat(Thread.interrupted()).as("status kept").isTrue();
        assertThat(semaphore.availablePermits()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#fairToo")
    void shouldRefuseMoreThanAnIntHolds(DropIn on) {
        AnySemaphore semaphore = semaphore(on, Integer.MAX_VALUE - 1);
        semaphore.release();
        assertThatThrownBy(semaphore::release)
                .isInstanceOf(Error.class)
                .hasMessageStartingWith("Maximum permit count exceeded");
        assertThatThrownBy(() -> semaphore.release(Integer.MAX_VALUE)).isInstanceOf(Error.class);
        assertThat(semaphore.availablePermits()).isEqualTo(Integer.MAX_VALUE);
        AnySemaphore negative = semaphore(on, Integer.MIN_VALUE + 2);
        negative.reducePermits(2);
        assertThatThrownBy(() -> negative.reducePermits(1))
                .isInstanceOf(Error.class)
                .hasMessageStartingWith("Permit count underflow");
        assertThat(negative.availablePermits()).isEqualTo(Integer.MIN_VALUE);
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#fairToo")
    void shouldDrainAndReduce(DropIn on) {
        AnySemaphore semaphore = semaphore(on, 5);
        semaphore.reducePermits(0);
        semaphore.reducePermits(2);
        assertThat(semaphore.drainPermits()).isEqualTo(3);
        assertThat(semaphore.drainPermits()).isZero();
        semaphore.reducePermits(7);
        assertThat(semaphore.availablePermits()).isEqualTo(-7);
        assertThat(semaphore.tryAcquire(0)).isFalse();
        assertThat(semaphore.drainPermits()).isEqualTo(-7);
        assertThat(semaphore.availablePermits()).isZero();
    }

    // Waiting.

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#fairToo")
    void shouldLetAsManyGoAsThereArePermitsFor(DropIn on) {
        for (int permits : new int[] {1, 2}) {
            AnySemaphore semaphore = semaphore(on, 0);
            List<Task<Object>> tasks = waiting(on, semaphore, 6, permits);
            semaphore.release(permits);
            awaitEnded(tasks, 1);
            semaphore.release(3 * permits);
            awaitEnded(tasks, 4);
            Sleepers.await(() -> semaphore.getQueueLength() == 2, () -> "two wait");
            assertThat(ended(tasks)).isEqualTo(4);
            assertThat(semaphore.availablePermits()).isZero();
            semaphore.release(2 * permits);
            assertAllReturned(tasks);
            assertThat(semaphore.availablePermits()).isZero();
            assertThat(semaphore.hasQueuedThreads()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#fairToo")
    void shouldShowItsWaiters(DropIn on) {
        AnySemaphore semaphore = semaphore(on, 0);
        List<Task<Object>> tasks = new ArrayList<>(waiting(on, semaphore, 2, 1));
        tasks.addAll(waiting(on, semaphore, 1, 3));
        assertThat(semaphore.hasQueuedThreads()).isTrue();
        assertThat(semaphore.getQueueLength()).isEqualTo(3);
        if (!on.isOfProcesses()) { // it shows threads, and so those of this process
            assertThat(semaphore.getQueuedThreads())
                    .containsExactlyInAnyOrderElementsOf(tasks.stream().map(Task::thread).toList());
        }
        semaphore.release(5);
        assertAllReturned(tasks);
        assertThat(semaphore.getQueueLength()).isZero();
        assertThat(semaphore.getQueuedThreads()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#fairToo")
    void shouldWaitForNoPermitWhileThereAreLess(DropIn on) {
        AnySemaphore semaphore = semaphore(on, -2);
        List<Task<Object>> tasks = waiting(on, semaphore, 3, 0);
        semaphore.release();
        assertThat(ended(tasks)).isZero();
        semaphore.release();
        assertAllReturned(tasks);
        assertThat(semaphore.availablePermits()).isZero();
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#fairToo")
    void shouldTimeOutAndNotEarly(DropIn on) throws Exception {
        AnySemaphore semaphore = semaphore(on, 1);
        semaphore.acquire();
        for (int permits = 0; permits < 3; permits++) {
            semaphore.reducePermits(permits == 0 ? 1 : 0);
            long start = System.nanoTime();
            assertThat(semaphore.tryAcquire(permits, 20, MILLISECONDS)).isFalse();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(20));
        }
        assertThat(semaphore.tryAcquire(0, SECONDS)).isFalse();
        assertThat(semaphore.tryAcquire(Long.MIN_VALUE, DAYS)).isFalse();
        assertThat(semaphore.availablePermits()).isEqualTo(-1);
        assertThat(semaphore.getQueueLength()).isZero();
    }

    // Interrupts.

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#fairToo")
    void shouldThrowWhenInterruptedBeforeEvenIfThereArePermits(DropIn on) {
        for (int available : new int[] {0, 9}) {
            AnySemaphore semaphore = semaphore(on, available);
            for (Way way : new Way[] {Way.ACQUIRE, Way.TIMED}) {
                for (int permits = 1; permits < 3; permits++) {
                    int wanted = permits;
                    Thread.currentThread().interrupt();
                    assertThatThrownBy(() -> way.take(semaphore, wanted))
                            .isInstanceOf(InterruptedException.class);
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                }
            }
            assertThat(semaphore.availablePermits()).isEqualTo(available);
        }
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#fairToo")
    void shouldEndAnInterruptedWaitAndLoseNoPermit(DropIn on) {
        AnySemaphore semaphore = semaphore(on, 0);
        for (int permits = 1; permits < 3; permits++) {
            List<Task<Object>> tasks = waiting(on, semaphore, 3, permits);
            tasks.get(0).interrupt(); // acquire
            tasks.get(1).interrupt(); // timed
            if (on.isOfProcesses()) {
                awaitEnded(tasks, 2); // the way to another process takes time
            }
            semaphore.release(permits);
            assertThat(tasks.get(0).get()).isEqualTo(InterruptedException.class);
            assertThat(tasks.get(1).get()).isEqualTo(InterruptedException.class);
            assertThat(tasks.get(2).get()).isEqualTo("returned");
            assertThat(semaphore.availablePermits()).isZero();
            assertThat(semaphore.getQueueLength()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#fairToo")
    void shouldKeepTheStatusOfAnUninterruptibleWaiter(DropIn on) {
        AnySemaphore semaphore = semaphore(on, 0);
        for (int permits = 1; permits < 3; permits++) {
            int wanted = permits;
            Task<Object> task =
                    on.blocked(
                                    1,
                                    i ->
                                            on.outcome(
                                                    () -> {
                                                        semaphore.acquireUninterruptibly(wanted);
                                                        return Thread.interrupted();
                                                    }))
                            .get(0);
            task.interrupt();
            Blocked.await(task.thread());
            semaphore.release(permits - 1);
            Blocked.await(task.thread());
            semaphore.release();
            assertThat(task.get()).as("status").isEqualTo(true);
            assertThat(semaphore.availablePermits()).isZero();
        }
    }

    // Order.

    static List<DropIn> fair() {
        return DropIn.fairToo().filter(DropIn::fair).toList();
    }

    static List<DropIn> barging() {
        return DropIn.ours().toList();
    }

    @ParameterizedTest
    @MethodSource("fair")
    void shouldServeInTheOrderOfArrival(DropIn on) {
        AnySemaphore semaphore = semaphore(on, 0);
        List<Task<Object>> tasks = waiting(on, semaphore, 8, 1);
        for (int served = 0; served < 8; served++) {
            semaphore.release();
            assertThat(tasks.get(served).get()).isEqualTo("returned");
            assertThat(ended(tasks)).isEqualTo(served + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("fair")
    void shouldLetAFewerWaitBehindAMoreAndATryGoPast(DropIn on) throws Exception {
        AnySemaphore semaphore = semaphore(on, 1);
        List<Task<Object>> more = waiting(on, semaphore, 1, 3);
        List<Task<Object>> fewer = waiting(on, semaphore, 1, 1);
        assertThat(semaphore.tryAcquire(0, SECONDS)).as("timed: in turn").isFalse();
        assertThat(semaphore.tryAcquire()).as("past all").isTrue();
        semaphore.release(2);
        assertThat(ended(fewer)).isZero();
        semaphore.release();
        assertAllReturned(more);
        assertThat(ended(fewer)).isZero();
        semaphore.release();
        assertAllReturned(fewer);
    }

    @ParameterizedTest
    @MethodSource("fair")
    void shouldServeTheNextWhenTheFirstGivesUp(DropIn on) {
        AnySemaphore semaphore = semaphore(on, 1);
        List<Task<Object>> more = waiting(on, semaphore, 1, 3);
        List<Task<Object>> fewer = waiting(on, semaphore, 1, 1);
        more.get(0).interrupt();
        assertThat(more.get(0).get()).isEqualTo(InterruptedException.class);
        assertAllReturned(fewer);
    }

    /**
     * Ours, if not fair: permits that are too few for one waiter are available to a waiter for
     * fewer.
     */
    @ParameterizedTest
    @MethodSource("barging")
    void shouldNotLetAFewerWaitBehindAMore(DropIn on) {
        AnySemaphore semaphore = semaphore(on, 0);
        List<Task<Object>> most = waiting(on, semaphore, 1, 9);
        List<Task<Object>> more = waiting(on, semaphore, 1, 3);
        List<Task<Object>> one = waiting(on, semaphore, 1, 1);
        semaphore.release();
        assertAllReturned(one);
        semaphore.release();
        semaphore.release();
        semaphore.release();
        assertAllReturned(more);
        assertThat(ended(most)).isZero();
        List<Task<Object>> another = waiting(on, semaphore, 1, 1);
        semaphore.release(10);
        assertAllReturned(most);
        assertAllReturned(another);
        assertThat(semaphore.availablePermits()).isZero();
    }

    /** Ours, if not fair: waiters for no permit are served when a debt is cancelled. */
    @ParameterizedTest
    @MethodSource("barging")
    void shouldServeWaitersForNoneWhenADebtIsDrained(DropIn on) {
        AnySemaphore semaphore = semaphore(on, -5);
        List<Task<Object>> tasks = waiting(on, semaphore, 2, 0);
        assertThat(semaphore.drainPermits()).isEqualTo(-5);
        assertAllReturned(tasks);
    }

    /** Every step of a release against every step of a wait. */
    @ParameterizedTest
    @MethodSource("org.furwock.sync.DropIn#fairToo")
    void shouldLoseNoWakeInAGameOfCatch(DropIn on) {
        int rounds = on.rounds(10_000);
        AnySemaphore there = semaphore(on, 0);
        AnySemaphore back = semaphore(on, 0);
        Task<Void> other =
                on.run(
                        () -> {
                            for (int i = 0; i < rounds; i++) {
                                Way.values()[i % 3].take(there, 1 + i % 2);
                                back.release(1 + i % 3);
                            }
                        });
        Task<Void> task =
                on.run(
                        () -> {
                            for (int i = 0; i < rounds; i++) {
                                there.release(1 + i % 2);
                                Way.values()[i % 3].take(back, 1 + i % 3);
                            }
                        });
        task.get();
        other.get();
        assertThat(there.availablePermits()).isZero();
        assertThat(back.availablePermits()).isZero();
    }
}
