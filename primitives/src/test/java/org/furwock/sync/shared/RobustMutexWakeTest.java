package org.furwock.sync.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.furwock.sync.shared.PthreadMutexTest.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A {@link RobustMutex} whose sleepers do not look again by themselves, so that a lost wake is a
 * hang.
 */
@HangBound
class RobustMutexWakeTest {

    private static final long RECHECK = TimeUnit.DAYS.toNanos(1);

    /** Time-outs of less than this are too short for a sleep. */
    private static final long SHORTEST_SLEEP = TimeUnit.MILLISECONDS.toNanos(200);

    /** A thread without an owner here: that of the kernel's first process. */
    private static final int STRANGER = 1;

    /** What the first of two sleepers does with the only wake. */
    enum Case {
        HAS_NO_TIME_LEFT {
            @Override
            void play(RobustMutex mutex, ByteBuffer memory) throws Exception {
                int rounds = 0;
                while (!giveUpAfterAWake(mutex)) {
                    rounds++;
                    assertThat(rounds).as("rounds without the order of steps").isLessThan(100);
                }
            }
        },
        FINDS_IT_UNUSABLE {
            @Override
            void play(RobustMutex mutex, ByteBuffer memory) {
                mutex.word().set(STRANGER);
                Task<Boolean> first = TestThreads.start(() -> isUnusable(mutex));
                Sleepers.awaitAsleep(mutex.word(), 1);
                Task<Boolean> second = TestThreads.start(() -> isUnusable(mutex));
                Sleepers.awaitAsleep(mutex.word(), 2);
                memory.putInt(PthreadMutexLayout.OWNER_OFFSET, PthreadMutexLayout.NOT_RECOVERABLE);
                Futex.wake(mutex.word(), 1);
                assertThat(first.get()).isTrue();
                assertThat(second.get()).isTrue();
            }
        },
        THROWS {
            @Override
            void play(RobustMutex mutex, ByteBuffer memory) throws Exception {
                FutexWord word = mutex.word();
                word.set(STRANGER);
                ThrowingThread first = new ThrowingThread(mutex);
                first.start();
                Sleepers.awaitAsleep(word, 1);
                Task<Void> second =
                        run(
                                () -> {
                                    mutex.lock();
                                    mutex.unlock();
                                });
                Sleepers.awaitAsleep(word, 2);
                word.set(PthreadMutex.FREE); // as if the first one had used up the wake for that
                first.interrupt();
                first.join();
                assertThat(first.thrown).isInstanceOf(IllegalCallerException.class);
                second.get();
            }
        };

        abstract void play(RobustMutex mutex, ByteBuffer memory) throws Exception;
    }

    /** A thread that throws where it looks whether it is interrupted, and it is. */
    private static final class ThrowingThread extends Thread {

        private final RobustMutex mutex;
        private Throwable thrown;

        ThrowingThread(RobustMutex mutex) {
            this.mutex = mutex;
            setDaemon(true);
        }

        @Override
        public boolean isInterrupted() { // with this, a look clears the status and sets it again
            return super.isInterrupted();
        }

        @Override
        public void interrupt() {
            if (Thread.currentThread() == this) {
                throw new IllegalCallerException("it interrupts itself");
            }
            super.interrupt();
        }

        @Override
        public void run() {
            try {
                mutex.lockInterruptibly();
            } catch (Exception e) {
                thrown = e;
            }
        }
    }

    private static boolean isUnusable(RobustMutex mutex) throws OwnerDiedException {
        try {
            mutex.lock();
            return false;
        } catch (MutexNotRecoverableException e) {
            return true;
        }
    }

    /**
     * The first sleeper is woken when its deadline is near, and finds the mutex taken again,
     * without WAITERS.
     *
     * @return whether the threads came in this order
     */
    private static boolean giveUpAfterAWake(RobustMutex mutex) throws Exception {
        FutexWord word = mutex.word();
        mutex.lock();
        long timeout = 2 * SHORTEST_SLEEP;
        long near = System.nanoTime() + timeout - SHORTEST_SLEEP / 2;
        Task<Boolean> hurried =
                TestThreads.start(
                        () -> {
                            boolean locked = mutex.tryLock(timeout, TimeUnit.NANOSECONDS);
                            if (locked) {
                                mutex.unlock();
                            }
                            return locked;
                        });
        boolean asleep = becomesAsleep(word, 1, near);
        Task<Void> patient =
                run(
                        () -> {
                            mutex.lock();
                            mutex.unlock();
                        });
        asleep &= becomesAsleep(word, 2, near);
        while (System.nanoTime() - near < 0) {
            Thread.onSpinWait();
        }
        mutex.unlock(); // wakes the first one
        boolean again = mutex.tryLock();
        boolean inOrder = !hurried.get() && asleep && again;
        if (again) {
            mutex.unlock(); // has to wake the second one
        }
        patient.get();
        return inOrder;
    }

    private static boolean becomesAsleep(FutexWord word, int count, long end) {
        while (Futex.sleepers(word) != count) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
        }
        return true;
    }

    /** The process without rechecks. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            ByteBuffer memory = ByteBuffer.allocateDirect(64).alignedSlice(8);
            memory.order(ByteOrder.nativeOrder());
            RobustMutex.initialize(memory, 0);
            Case.valueOf(arguments[0]).play(new RobustMutex(memory, 0), memory);
            System.out.println("nothing was lost");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldPassOnAWakeThatAThreadHasNoUseFor(Case scene) throws InterruptedException {
        TestEngines.assumeKernel("there is no robust list");
        List<String> options =
                List.of(
                        "-Dfurwock.wait.recheck-interval=" + RECHECK,
                        "-Dfurwock.wait.shortest-sleep=" + SHORTEST_SLEEP);
        try (ChildJvm child = ChildJvm.start(Child.class, options, scene)) {
            assertThat(child.outputOfSuccess()).endsWith("nothing was lost");
        }
    }
}
