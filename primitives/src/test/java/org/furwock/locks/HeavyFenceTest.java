package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.Deadline;
import org.furwock.futex.Sleepers;
import org.furwock.futex.lowlevel.AsymmetricFence;
import org.furwock.sync.Background;
import org.furwock.waiting.WaitPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often the drop-in locks run a heavy fence: where the proofs need one, and not more often. */
@Timeout(600)
class HeavyFenceTest {

    private final FutexReentrantLock lock = new FutexReentrantLock();
    private final ReadWriteSync sync = new ReadWriteSync(false);

    /** Readers have slots, and the lock is in this mode. */
    private void readersAre(long mode) {
        sync.slots = new ReaderSlots();
        sync.word = mode;
    }

    @Test
    void shouldBeACallOfTheKernel() throws Exception {
        try (CountedFence fence = new CountedFence()) {
            assertThat(AsymmetricFence.tryHeavy()).isTrue();
            assertThat(fence.count()).isOne();
        }
    }

    /**
     * By the first waiter, after it sets the wake flag and before it tests the state; at most once
     * in an interval.
     */
    @Test
    void shouldRunForTheFirstOfSeveralSleepsThatFollowEachOther() throws Exception {
        Field lastFence = QueuedLock.class.getDeclaredField("lastFence");
        lastFence.setAccessible(true);
        try (CountedFence fence = new CountedFence()) {
            lastFence.set(lock, System.nanoTime() - 2 * WaitPolicy.FENCE_INTERVAL);
            assertThat(lock.setWakeFlag()).isEqualTo(Long.MAX_VALUE);
            assertThat(fence.count()).isOne();
            lastFence.set(lock, System.nanoTime() + TimeUnit.HOURS.toNanos(1)); // just now
            assertThat(lock.setWakeFlag()).isEqualTo(WaitPolicy.FENCE_INTERVAL);
            assertThat(fence.count()).isOne();
        }
    }

    /** R5. */
    @Test
    void shouldRunBeforeAWriterTrustsTheFencesOfReaders() throws Exception {
        readersAre(ReadWriteState.UNFENCED);
        try (CountedFence fence = new CountedFence()) {
            assertThat(sync.write(false, Deadline.NEVER)).isTrue();
            assertThat(fence.count()).isOne();
        }
    }

    /** R6: a reader changes the mode back in the meantime. */
    @Test
    void shouldRunAgainIfAReaderHasChangedTheModeBack() throws Exception {
        readersAre(ReadWriteState.UNFENCED);
        try (CountedFence fence = new CountedFence()) {
            fence.during(
                    () -> {
                        if (sync.word == (ReadWriteState.GATE | ReadWriteState.FENCED)) {
                            sync.word = ReadWriteState.GATE | ReadWriteState.UNFENCED;
                        }
                    });
            assertThat(sync.write(false, Deadline.NEVER)).isTrue();
            assertThat(fence.count()).isEqualTo(2);
        }
    }

    @Test
    void shouldLeaveTheModeAsItWasIfItFails() throws Exception {
        readersAre(ReadWriteState.UNFENCED);
        try (CountedFence fence = new CountedFence()) {
            fence.during(
                    () -> {
                        throw new StackOverflowError("by the test");
                    });
            assertThatThrownBy(() -> sync.write(false, Deadline.NEVER))
                    .isInstanceOf(StackOverflowError.class);
        }
        assertThat(sync.word).isEqualTo(ReadWriteState.UNFENCED);
        assertThat(sync.write(false, Deadline.NEVER)).as("the gate is free").isTrue();
    }

    /** A reader that released before the fence is seen; one after it sees the draining writer. */
    @Test
    void shouldRunOnceAWriterIsPublishedThatWaitsForReaders() throws Exception {
        readersAre(ReadWriteState.FENCED);
        sync.read(false, Deadline.NEVER);
        try (CountedFence fence = new CountedFence()) {
            fence.during(() -> assertThat(sync.drainingWriter).as("published before").isNotNull());
            Background<?> writer = Background.run(() -> sync.write(false, Deadline.NEVER));
            Sleepers.await(
                    () -> sync.drainingWriter != null, () -> "no writer waits: " + sync.word);
            writer.awaitBlocked();
            assertThat(fence.count()).isOne();
            sync.unlockRead();
            writer.join();
        }
    }

    @Test
    void shouldNotRunForAWriterAmongReadersThatHaveFences() throws Exception {
        readersAre(ReadWriteState.FENCED);
        try (CountedFence fence = new CountedFence()) {
            assertThat(sync.write(false, Deadline.NEVER)).isTrue();
            assertThat(fence.count()).isZero();
        }
    }
}
