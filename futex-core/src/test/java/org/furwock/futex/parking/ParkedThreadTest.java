package org.furwock.futex.parking;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.Deadline;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Test;

@HangBound
class ParkedThreadTest {

    private static final long KEY = 1;
    private static final int ALL_BITS = -1;
    private static final int LOOKS = 100;
    private static final long LOOK_NANOS = 100_000;

    private final ParkingLot lot = new ParkingLot();

    /** How often the thread has gone to sleep. */
    private static long sleeps(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId()).getWaitedCount();
    }

    private boolean parkUninterruptibly() {
        lot.park(new long[] {KEY}, ALL_BITS, i -> true, false, Deadline.NEVER);
        return Thread.interrupted();
    }

    /** A set status would end each park at once, and the thread would spin. */
    @Test
    void shouldSleepOnceMoreAfterAnInterruptThatDoesNotEndTheWait() {
        Task<Boolean> sleeper = TestThreads.start(this::parkUninterruptibly);
        Thread thread = sleeper.thread();
        Sleepers.await(() -> lot.waiters(KEY) == 1 && isAsleep(thread), () -> "does not sleep");
        long before = sleeps(thread);
        thread.interrupt();
        Sleepers.await(
                () -> sleeps(thread) > before && isAsleep(thread), () -> "does not sleep again");
        long after = sleeps(thread);
        for (int i = 0; i < LOOKS; i++) {
            assertThat(sleeps(thread)).isEqualTo(after);
            LockSupport.parkNanos(LOOK_NANOS);
        }
        assertThat(lot.unpark(KEY, 1, ALL_BITS)).isOne();
        assertThat(sleeper.get()).as("the interrupt stays in the status").isTrue();
    }

    private static boolean isAsleep(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }
}
