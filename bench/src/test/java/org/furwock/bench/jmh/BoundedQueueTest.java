package org.furwock.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.infra.Control;

@Timeout(60)
class BoundedQueueTest {

    private static final int SIDES = 4;
    private static final int ITEMS_PER_THREAD = 20_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(2 * SIDES);
    private final Control running = new Control();
    private final Control stopped = new Control();

    BoundedQueueTest() {
        stopped.stopMeasurement = true;
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    /** A capacity below the number of threads makes both sides wait again and again. */
    @ParameterizedTest
    @EnumSource(names = {"MUTEX", "FUTEX_REENTRANT_LOCK", "REENTRANT_LOCK"})
    void shouldMoveEveryItemExactlyOnce(LockKind kind)
            throws InterruptedException, ExecutionException {
        BoundedQueue queue = new BoundedQueue(kind.create(), 3);
        List<Future<?>> producers = new ArrayList<>();
        List<Future<List<Long>>> consumers = new ArrayList<>();
        for (int i = 0; i < SIDES; i++) {
            long first = (long) i * ITEMS_PER_THREAD;
            producers.add(threads.submit(() -> produce(queue, first)));
            consumers.add(threads.submit(() -> consume(queue)));
        }

        List<Long> taken = new ArrayList<>();
        for (Future<List<Long>> consumer : consumers) {
            taken.addAll(consumer.get());
        }
        for (Future<?> producer : producers) {
            producer.get();
        }

        assertThat(taken.stream().mapToLong(Long::longValue).sorted().toArray())
                .isEqualTo(LongStream.range(0, (long) SIDES * ITEMS_PER_THREAD).toArray());
        assertThat(queue.take(stopped)).isEqualTo(BoundedQueue.NONE);
        queue.verify();
    }

    private Void produce(BoundedQueue queue, long first) throws InterruptedException {
        for (long item = first; item < first + ITEMS_PER_THREAD; item++) {
            assertThat(queue.put(item, running)).isTrue();
        }
        return null;
    }

    private List<Long> consume(BoundedQueue queue) throws InterruptedException {
        List<Long> taken = new ArrayList<>();
        for (int i = 0; i < ITEMS_PER_THREAD; i++) {
            taken.add(queue.take(running));
        }
        return taken;
    }

    @Test
    void shouldKeepTheOrderAroundTheEndOfTheArray() throws InterruptedException {
        BoundedQueue queue = new BoundedQueue(new ReentrantLock(), 2);
        List<Long> taken = new ArrayList<>();

        queue.put(1, running);
        for (long item = 2; item <= 6; item++) {
            queue.put(item, running);
            taken.add(queue.take(running));
        }

        assertThat(taken).containsExactly(1L, 2L, 3L, 4L, 5L);
        queue.verify();
    }

    @Test
    void shouldNotWaitOnceTheMeasurementHasEnded() throws InterruptedException {
        BoundedQueue queue = new BoundedQueue(new ReentrantLock(), 1);

        assertThat(queue.take(stopped)).isEqualTo(BoundedQueue.NONE);
        assertThat(queue.put(7, stopped)).isTrue();
        assertThat(queue.put(8, stopped)).isFalse();
        assertThat(queue.take(stopped)).isEqualTo(7);
    }
}
