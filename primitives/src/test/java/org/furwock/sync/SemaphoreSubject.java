package org.furwock.sync;

import static java.util.concurrent.TimeUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.FutexWord;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads.Task;

/** A semaphore under test, the JDK's or ours, and threads that wait for its permits. */
final class SemaphoreSubject {

    private SemaphoreSubject() {}

    /** The methods of both. */
    interface AnySemaphore {
        void acquire() throws InterruptedException;

        void acquireUninterruptibly();

        boolean tryAcquire();

        boolean tryAcquire(long timeout, TimeUnit unit) throws InterruptedException;

        void release();

        void acquire(int permits) throws InterruptedException;

        void acquireUninterruptibly(int permits);

        boolean tryAcquire(int permits);

        boolean tryAcquire(int permits, long timeout, TimeUnit unit) throws InterruptedException;

        void release(int permits);

        int availablePermits();

        int drainPermits();

        void reducePermits(int reduction);

        boolean isFair();

        boolean hasQueuedThreads();

        int getQueueLength();

        Collection<Thread> getQueuedThreads();
    }

    /** With its protected methods in the open. */
    private static final class JdkSemaphore extends java.util.concurrent.Semaphore {
        private static final long serialVersionUID = 1L;

        JdkSemaphore(int permits, boolean fair) {
            super(permits, fair);
        }

        @Override
        public void reducePermits(int reduction) {
            super.reducePermits(reduction);
        }

        @Override
        public Collection<Thread> getQueuedThreads() {
            return super.getQueuedThreads();
        }
    }

    /** With its protected methods in the open. */
    private static final class OurSemaphore extends Semaphore {
        private static final long serialVersionUID = 1L;

        OurSemaphore(int permits, boolean fair) {
            super(permits, fair);
        }

        OurSemaphore(int permits, FutexWord... words) {
            super(permits, words);
        }

        @Override
        public void reducePermits(int reduction) {
            super.reducePermits(reduction);
        }

        @Override
        public Collection<Thread> getQueuedThreads() {
            return super.getQueuedThreads();
        }
    }

    static AnySemaphore semaphore(DropIn on, int permits) {
        return semaphore(on, permits, on.given(Semaphore.WORDS));
    }

    static AnySemaphore semaphore(DropIn on, int permits, FutexWord[] given) {
        if (on.isOfProcesses()) {
            return on.make(AnySemaphore.class, OurSemaphore.class, permits, given);
        }
        Object semaphore =
                on.isJdk()
                        ? new JdkSemaphore(permits, on.fair())
                        : given.length == 0
                                ? new OurSemaphore(permits, on.fair())
                                : new OurSemaphore(permits, given);
        return Duck.as(AnySemaphore.class, semaphore);
    }

    /** Every way to wait for permits; all can be interrupted but one. */
    enum Way {
        ACQUIRE {
            @Override
            void take(AnySemaphore semaphore, int permits) throws InterruptedException {
                if (permits == 1) {
                    semaphore.acquire();
                } else {
                    semaphore.acquire(permits);
                }
            }
        },
        TIMED {
            @Override
            void take(AnySemaphore semaphore, int permits) throws InterruptedException {
                boolean taken =
                        permits == 1
                                ? semaphore.tryAcquire(1, DAYS)
                                : semaphore.tryAcquire(permits, Long.MAX_VALUE, DAYS);
                assertThat(taken).isTrue();
            }
        },
        UNINTERRUPTIBLE {
            @Override
            void take(AnySemaphore semaphore, int permits) {
                if (permits == 1) {
                    semaphore.acquireUninterruptibly();
                } else {
                    semaphore.acquireUninterruptibly(permits);
                }
            }
        };

        abstract void take(AnySemaphore semaphore, int permits) throws InterruptedException;
    }

    /** A number of threads that wait for a number of permits each. */
    static List<Task<Object>> waiting(DropIn on, AnySemaphore semaphore, int count, int permits) {
        int before = semaphore.getQueueLength();
        List<Task<Object>> tasks =
                on.blocked(
                        count, i -> on.ending(() -> Way.values()[i % 3].take(semaphore, permits)));
        assertThat(semaphore.getQueueLength()).isEqualTo(before + count);
        return tasks;
    }

    static void awaitEnded(List<Task<Object>> tasks, int count) {
        Sleepers.await(() -> ended(tasks) >= count, () -> count + " end, not " + ended(tasks));
    }

    static long ended(List<Task<Object>> tasks) {
        return tasks.stream().filter(task -> task.future().isDone()).count();
    }

    static void assertAllReturned(List<Task<Object>> tasks) {
        assertThat(tasks).allMatch(task -> task.get().equals("returned"));
    }
}
