package org.furwock.scoped;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A small buffer, in all ways of waiting at once, with interrupts and time-outs at any moment. */
@HangBound
class MonitorHammerTest {

    private static final int ITEMS = 2_000;
    private static final int CAPACITY = 2;
    private static final int PAIRS = 2;

    /** The data that the lock guards. */
    private static final class Buffer {
        final MonitorLock lock;
        int size;
        long taken;

        Buffer(MonitorLock lock) {
            this.lock = lock;
        }

        private boolean hasRoom() {
            return size < CAPACITY;
        }

        private boolean hasItem() {
            return size > 0;
        }

        void put() {
            lock.lock();
            try {
                lock.awaitUntilUninterruptibly(this::hasRoom);
                assertThat(size).isLessThan(CAPACITY);
                size++;
            } finally {
                lock.unlock();
            }
        }

        /** Whether it took an item; if not, a time-out or an interrupt came first. */
        boolean take(int way) {
            lock.lock();
            try {
                boolean took = await(way);
                if (took) {
                    assertThat(size).isPositive();
                    size--;
                    taken++;
                }
                return took;
            } catch (InterruptedException e) {
                return false;
            } finally {
                lock.unlock();
            }
        }

        private boolean await(int way) throws InterruptedException {
            switch (way) {
                case 0:
                    lock.awaitUntilUninterruptibly(this::hasItem);
                    return true;
                case 1:
                    lock.awaitUntil(this::hasItem);
                    return true;
                default:
                    long nanos = ThreadLocalRandom.current().nextInt(100_000);
                    return lock.awaitUntil(this::hasItem, nanos, TimeUnit.NANOSECONDS);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.furwock.scoped.MonitorSubject#all")
    void shouldLoseNoWake(MonitorSubject subject) {
        Buffer buffer = new Buffer(subject.make());
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            tasks.add(subject.start(() -> produce(buffer)));
            tasks.add(subject.start(() -> consume(buffer)));
        }
        Thread consumer = tasks.get(1).thread();
        while (!tasks.get(1).future().isDone()) {
            consumer.interrupt();
            LockSupport.parkNanos(50_000);
        }
        for (Task<Integer> task : tasks) {
            assertThat(task.get()).isEqualTo(ITEMS);
        }
        assertThat(buffer.taken).isEqualTo(PAIRS * ITEMS);
        assertThat(buffer.size).isZero();
        MonitorSubject.lockWhenWaiting(buffer.lock, 0);
        buffer.lock.unlock();
    }

    private static int produce(Buffer buffer) {
        for (int i = 0; i < ITEMS; i++) {
            buffer.put();
        }
        return ITEMS;
    }

    private static int consume(Buffer buffer) {
        int taken = 0;
        for (int way = 0; taken < ITEMS; way = (way + 1) % 3) {
            taken += buffer.take(way) ? 1 : 0;
        }
        return taken;
    }
}
