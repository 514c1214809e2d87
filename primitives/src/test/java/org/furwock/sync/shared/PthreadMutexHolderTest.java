package org.furwock.sync.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads.Task;
import org.furwock.locks.Deadlocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two objects for one mutex: one of them does not learn that its last owner has unlocked. */
@HangBound
class PthreadMutexHolderTest {

    @BeforeEach
    void assumeKernel() {
        TestEngines.assumeKernel("there is no robust list");
    }

    @Test
    void shouldFindNoDeadlockWithAThreadThatHasUnlockedByAnotherObject() throws Exception {
        ByteBuffer memory = ByteBuffer.allocateDirect(128).alignedSlice(64);
        RobustMutex.initialize(memory, 0);
        RobustMutex one = new RobustMutex(memory, 0);
        RobustMutex same = new RobustMutex(memory, 0);
        ByteBuffer others = ByteBuffer.allocateDirect(128).alignedSlice(64);
        RobustMutex.initialize(others, 0);
        RobustMutex other = new RobustMutex(others, 0);
        CountDownLatch unlocked = new CountDownLatch(1);
        CountDownLatch otherHeld = new CountDownLatch(1);
        Task<Void> former =
                PthreadMutexTest.run(
                        () -> {
                            one.lock();
                            same.unlock();
                            unlocked.countDown();
                            otherHeld.await();
                            other.lock();
                            other.unlock();
                        });
        unlocked.await();
        same.lock();
        Task<Void> waiter =
                PthreadMutexTest.run(
                        () -> {
                            other.lock();
                            otherHeld.countDown();
                            one.lock();
                            one.unlock();
                            other.unlock();
                        });
        Sleepers.awaitAsleep(one.word(), 1);
        Sleepers.awaitAsleep(other.word(), 1);
        assertThat(Deadlocks.find()).isEmpty();
        assertThat(ManagementFactory.getThreadMXBean().findDeadlockedThreads()).isNull();
        same.unlock();
        former.get();
        waiter.get();
    }

    @Test
    void shouldNameTheHolderAsLongAsItHolds() throws Exception {
        ByteBuffer memory = ByteBuffer.allocateDirect(128).alignedSlice(64);
        RobustMutex.initialize(memory, 0);
        RobustMutex one = new RobustMutex(memory, 0);
        RobustMutex same = new RobustMutex(memory, 0);
        one.lock();
        assertThat(one.holder()).isSameAs(Thread.currentThread());
        assertThat(one.blocker()).isSameAs(one);
        assertThat(same.holder()).isNull();
        assertThat(same.blocker()).isSameAs(same);
        same.unlock();
        assertThat(one.holder()).isNull();
        assertThat(one.blocker()).as("an object without an owner").isSameAs(one.word());
        one.lock();
        assertThat(one.holder()).isSameAs(Thread.currentThread());
        one.unlock();
        assertThat(one.holder()).isNull();
    }
}
