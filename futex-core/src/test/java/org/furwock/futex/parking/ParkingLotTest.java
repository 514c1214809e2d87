package org.furwock.futex.parking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.furwock.futex.Deadline;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.parking.ParkingLot.Cancellation;
import org.furwock.futex.parking.ParkingLot.Moved;
import org.furwock.futex.parking.ParkingLot.Share;
import org.junit.jupiter.api.Test;

/** The parking lot by itself, with numbers for addresses. */
@HangBound
class ParkingLotTest {

    private static final int ALL = -1;

    private final ParkingLot lot = new ParkingLot();

    /** A waiter that records the order of wake-ups. */
    private static final class Noting extends Waiter {
        private final List<Noting> order;
        private boolean refuses;

        Noting(List<Noting> order) {
            this.order = order;
        }

        @Override
        public boolean resume() {
            if (!refuses) {
                order.add(this);
            }
            return !refuses;
        }
    }

    private final List<Noting> woken = new ArrayList<>();

    private final List<Cancellation> cancellations = new ArrayList<>();

    private Noting enlist(long key, int bitset) {
        Noting waiter = new Noting(woken);
        cancellations.add(lot.enlist(key, bitset, i -> true, waiter));
        return waiter;
    }

    @Test
    void shouldWakeTheOldestFirst() {
        Noting first = enlist(8, ALL);
        Noting second = enlist(8, ALL);
        Noting third = enlist(8, ALL);

        assertThat(lot.unpark(8, 1, ALL)).isEqualTo(1);
        assertThat(lot.unpark(8, 5, ALL)).isEqualTo(2);

        assertThat(woken).containsExactly(first, second, third);
        assertThat(lot.isVacant(8)).isTrue();
    }

    @Test
    void shouldGiveAWakeThatIsRefusedToTheNext() {
        Noting first = enlist(8, 0b10);
        Noting odd = enlist(8, 0b01);
        Noting third = enlist(8, 0b10);
        first.refuses = true;

        assertThat(lot.unpark(8, 1, 0b10)).isEqualTo(1);

        assertThat(woken).containsExactly(third);
        assertThat(odd.isWaiting()).isTrue();
        assertThat(lot.waiters(8)).isEqualTo(1);
    }

    @Test
    void shouldWakeOneThatIsMovedIfNobodyElseWantsTheWake() {
        Noting first = enlist(8, ALL);
        Noting second = enlist(8, ALL);
        first.refuses = true;

        assertThat(lot.requeue(8, 16, () -> new ParkingLot.Share(1, 1, 0)))
                .isEqualTo(new ParkingLot.Moved(1, 1, 0));

        assertThat(woken).containsExactly(second);
    }

    @Test
    void shouldKeepNoPlaceForAThreadWhoseConditionThrows() {
        long[] keys = {8, 16};
        RuntimeException meant = new IllegalStateException("meant");
        assertThatThrownBy(() -> lot.park(keys, ALL, i -> isFirst(i, meant), true, Deadline.NOW))
                .isSameAs(meant);
        assertThat(lot.isVacant(8)).isTrue();
        assertThat(lot.isVacant(16)).isTrue();
    }

    private static boolean isFirst(int index, RuntimeException otherwise) {
        if (index != 0) {
            throw otherwise;
        }
        return true;
    }

    @Test
    void shouldKeepNoPlaceForAThreadWhoseSleepThrows() {
        Deadline none = null; // asked for by the sleep alone
        assertThatNullPointerException()
                .isThrownBy(() -> lot.park(new long[] {8}, ALL, i -> true, true, none));
        assertThat(lot.isVacant(8)).isTrue();
    }

    @Test
    void shouldWakeByKeyAndBits() {
        Noting elsewhere = enlist(16, ALL);
        Noting odd = enlist(8, 0b01);
        Noting even = enlist(8, 0b10);
        Noting both = enlist(8, 0b11);

        assertThat(lot.unpark(8, 5, 0b10)).isEqualTo(2);

        assertThat(woken).containsExactly(even, both);
        assertThat(odd.isWaiting()).isTrue();
        assertThat(elsewhere.isWaiting()).isTrue();
        assertThat(lot.waiters(8)).isEqualTo(1);
        assertThat(lot.waiters(16)).isEqualTo(1);
    }

    /** Ten thousand keys and 256 buckets: most share theirs with others. */
    @Test
    void shouldKeepKeysApartThatShareABucket() {
        int keys = 10_000;
        for (int key = 0; key < keys; key++) {
            enlist(64L * key, ALL);
        }
        for (int key = 0; key < keys; key++) {
            assertThat(lot.waiters(64L * key)).isEqualTo(1);
        }
        for (int key = 0; key < keys; key += 2) {
            assertThat(lot.requeue(64L * key, 64L * (key + 1), () -> new Share(0, 9, 0)))
                    .isEqualTo(new Moved(0, 1, 0));
        }
        for (int key = 0; key < keys; key++) {
            assertThat(lot.unpark(64L * key, 9, ALL)).isEqualTo(key % 2 == 0 ? 0 : 2);
        }
        for (int key = 0; key < keys; key++) {
            assertThat(lot.isVacant(64L * key)).isTrue();
        }
    }

    @Test
    void shouldNotQueueAThreadThatNeedNotWait() {
        Noting waiter = new Noting(woken);

        assertThat(lot.enlist(8, ALL, i -> false, waiter)).isNull();

        assertThat(lot.isVacant(8)).isTrue();
        assertThat(lot.unpark(8, 1, ALL)).isZero();
    }

    @Test
    void shouldLeaveNothingBehindIfTheConditionFails() {
        ThrowingCondition failure = new ThrowingCondition();
        try {
            lot.enlist(8, ALL, i -> failure.fail(), new Noting(woken));
        } catch (ThrowingCondition expected) {
            assertThat(expected).isSameAs(failure);
        }
        assertThat(lot.isVacant(8)).isTrue();
    }

    private static final class ThrowingCondition extends RuntimeException {
        private static final long serialVersionUID = 1L;

        boolean fail() {
            throw this;
        }
    }

    @Test
    void shouldSayWhetherGivingUpCameFirst() {
        enlist(8, ALL);
        Noting second = enlist(8, ALL);

        assertThat(cancellations.get(0).cancel()).isTrue();
        assertThat(cancellations.get(0).cancel()).isFalse();
        assertThat(lot.unpark(8, 1, ALL)).isEqualTo(1);
        assertThat(cancellations.get(1).cancel()).isFalse();

        assertThat(woken).containsExactly(second);
        assertThat(lot.isVacant(8)).isTrue();
    }

    @Test
    void shouldPassOverAWaiterThatGaveUpWithoutLeaving() {
        Noting first = enlist(8, ALL);
        Noting second = enlist(8, ALL);
        Noting third = enlist(8, ALL);
        first.cancel(); // it is still in the queue

        assertThat(lot.waiters(8)).isEqualTo(2);
        assertThat(lot.requeue(8, 16, () -> new Share(1, 1, 7))).isEqualTo(new Moved(1, 1, 7));

        assertThat(woken).containsExactly(second);
        assertThat(lot.unpark(16, 1, ALL)).isEqualTo(1);
        assertThat(woken).containsExactly(second, third);
    }

    @Test
    void shouldDoNothingForTheShareThatSaysSo() {
        enlist(8, ALL);

        assertThat(lot.requeue(8, 16, () -> Share.NONE)).isNull();

        assertThat(lot.waiters(8)).isEqualTo(1);
        assertThat(woken).isEmpty();
    }

    @Test
    void shouldStayWhereItIsIfMovedToTheSameKey() {
        Noting first = enlist(8, ALL);
        Noting second = enlist(8, ALL);

        assertThat(lot.requeue(8, 8, () -> new Share(0, 5, 0))).isEqualTo(new Moved(0, 2, 0));
        assertThat(lot.unpark(8, 1, ALL)).isEqualTo(1);

        assertThat(woken).containsExactly(first);
        assertThat(second.isWaiting()).isTrue();
    }

    @Test
    void shouldLeaveAllOtherQueuesWhenWokenAtOneKey() {
        long[] keys = {8, 16, 24};
        Task<Integer> parked =
                TestThreads.start(() -> lot.park(keys, ALL, i -> true, false, Deadline.NEVER));
        Sleepers.await(() -> lot.waiters(24) == 1, () -> "no thread parks");

        assertThat(lot.unpark(16, 1, ALL)).isEqualTo(1);

        assertThat(parked.get()).isEqualTo(1);
        for (long key : keys) {
            assertThat(lot.isVacant(key)).isTrue();
        }
    }

    @Test
    void shouldNotParkAtAnyKeyIfOneConditionFails() {
        int outcome = lot.park(new long[] {8, 16, 24}, ALL, i -> i != 2, true, Deadline.NEVER);

        assertThat(outcome).isEqualTo(ParkingLot.INVALID);
        assertThat(lot.isVacant(8)).isTrue();
        assertThat(lot.isVacant(16)).isTrue();
        assertThat(lot.isVacant(24)).isTrue();
    }

    /**
     * Parks repeatedly, sometimes for less time than a wake takes. Returns the number of wake-ups.
     */
    private int parkOften(int times, long... keys) {
        int wokenTimes = 0;
        for (int i = 0; i < times; i++) {
            long nanos = ThreadLocalRandom.current().nextInt(30_000);
            Deadline soon = Deadline.afterNanos(nanos);
            wokenTimes += lot.park(keys, ALL, k -> true, true, soon) >= 0 ? 1 : 0;
        }
        return wokenTimes;
    }

    private static boolean isAnyRunning(List<Task<Integer>> tasks) {
        return tasks.stream().anyMatch(task -> !task.future().isDone());
    }

    @Test
    void shouldNeitherLoseNorInventAWakeThatMeetsATimeOut() {
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tasks.add(TestThreads.start(() -> parkOften(3000, 8)));
        }

        int wakes = 0;
        while (isAnyRunning(tasks)) {
            wakes += lot.unpark(8, ThreadLocalRandom.current().nextInt(1, 3), ALL);
            Thread.yield();
        }

        assertThat(tasks.stream().mapToInt(Task::get).sum()).isEqualTo(wakes).isPositive();
        assertThat(lot.isVacant(8)).isTrue();
    }

    /** One thread moves waiters and another wakes them, while they give up. */
    @Test
    void shouldLeaveNothingBehindWhenMovesMeetTimeOuts() {
        AtomicInteger wakes = new AtomicInteger();
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long[] keys = {8L * (i + 1), 8L * (i + 2)};
            tasks.add(TestThreads.start(() -> parkOften(3000, keys)));
        }
        Task<Integer> mover =
                TestThreads.start(
                        () -> {
                            int moved = 0;
                            while (isAnyRunning(tasks)) {
                                long from = 8L * ThreadLocalRandom.current().nextInt(1, 6);
                                long to = 8L * ThreadLocalRandom.current().nextInt(1, 6);
                                Moved done = lot.requeue(from, to, () -> new Share(1, 9, 0));
                                wakes.addAndGet(done.woken());
                                moved += done.requeued();
                            }
                            return moved;
                        });
        while (isAnyRunning(tasks)) {
            long key = 8L * ThreadLocalRandom.current().nextInt(1, 6);
            wakes.addAndGet(lot.unpark(key, 1, ALL));
            Thread.yield();
        }

        assertThat(mover.get()).isPositive();
        assertThat(tasks.stream().mapToInt(Task::get).sum()).isEqualTo(wakes.get());
        for (long key = 8; key <= 48; key += 8) {
            assertThat(lot.isVacant(key)).as("key %d", key).isTrue();
        }
    }

    /** One waiter parks repeatedly while it is moved back and forth all the time. */
    @Test
    void shouldLeaveNothingBehindWhenGivingUpMeetsAMove() {
        Task<Integer> comingAndGoing =
                TestThreads.start(
                        () -> {
                            int cancelled = 0;
                            for (int i = 0; i < 100_000; i++) {
                                Noting waiter = new Noting(woken);
                                Cancellation giveUp = lot.enlist(8, ALL, k -> true, waiter);
                                for (int spin = i % 50; spin > 0; spin--) {
                                    Thread.onSpinWait();
                                }
                                cancelled += giveUp.cancel() ? 1 : 0;
                            }
                            return cancelled;
                        });
        while (!comingAndGoing.future().isDone()) {
            lot.requeue(8, 16, () -> new Share(0, 9, 0));
            lot.requeue(16, 8, () -> new Share(0, 9, 0));
        }

        assertThat(comingAndGoing.get()).isEqualTo(100_000);
        assertThat(lot.waiters(8) + lot.waiters(16)).isZero();
        assertThat(lot.isVacant(8)).as("nothing is left where it was").isTrue();
        assertThat(lot.isVacant(16)).as("nothing is left where it was moved").isTrue();
    }

    @Test
    void shouldNotMissAWakeBetweenTheLookAndTheQueue() {
        AtomicInteger word = new AtomicInteger();
        int rounds = 20_000;
        Task<Integer> waiter =
                TestThreads.start(
                        () -> {
                            int seen = 0;
                            while (seen < rounds) {
                                int expected = seen;
                                lot.park(
                                        new long[] {8},
                                        ALL,
                                        i -> word.get() == expected,
                                        true,
                                        Deadline.NEVER);
                                seen = word.get();
                            }
                            return seen;
                        });
        Task<Integer> other =
                TestThreads.start(
                        () -> {
                            while (word.get() < rounds) {
                                word.incrementAndGet();
                                VarHandle.fullFence();
                                if (!lot.isVacant(8)) {
                                    lot.unpark(8, 1, ALL);
                                }
                            }
                            return word.get();
                        });

        assertThat(other.get()).isEqualTo(rounds);
        assertThat(waiter.get()).isEqualTo(rounds);
    }
}
