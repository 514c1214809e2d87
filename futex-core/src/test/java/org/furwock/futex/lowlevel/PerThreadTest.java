package org.furwock.futex.lowlevel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads;
import org.junit.jupiter.api.Test;

/** A thread keeps its value. After its end, nothing keeps it. */
@HangBound
class PerThreadTest {

    @Test
    void shouldGiveEachThreadItsOwnForAsLongAsItRuns() {
        AtomicInteger made = new AtomicInteger();
        PerThread<Object> values = new PerThread<>(() -> "value " + made.incrementAndGet());

        Object mine = values.get();
        System.gc();

        assertThat(values.get()).isSameAs(mine);
        assertThat(TestThreads.start(values::get).get()).isEqualTo("value 2");
        assertThat(made).hasValue(2);
    }

    @Test
    void shouldKeepTheValueThoughNothingElseDoes() {
        AtomicInteger made = new AtomicInteger();
        PerThread<Object> values = new PerThread<>(() -> "value " + made.incrementAndGet());
        int first = System.identityHashCode(values.get());
        WeakReference<Object> canary = new WeakReference<>(new Object());
        while (canary.get() != null) {
            System.gc();
        }

        assertThat(System.identityHashCode(values.get())).isEqualTo(first);
        assertThat(made).hasValue(1);
    }

    /** As a reference queue of JDK 21 may do, whose lock the thread waits for. */
    @Test
    void shouldKeepTheBlockerIfTheThreadParksMeanwhile() {
        PerThread<Object> values =
                new PerThread<>(
                        () -> {
                            LockSupport.parkNanos("another", 1); // clears the blocker at its end
                            return "value";
                        });
        LockSupport.setCurrentBlocker("mine");
        try {
            values.get();

            assertThat(LockSupport.getBlocker(Thread.currentThread())).isEqualTo("mine");
        } finally {
            LockSupport.setCurrentBlocker(null);
        }
    }

    @Test
    void shouldLetGoOfTheValuesOfThreadsThatHaveEnded() throws InterruptedException {
        PerThread<Object> values = new PerThread<>(Object::new);
        Object mine = values.get();
        for (int i = 0; i < 10; i++) {
            Thread thread = new Thread(values::get);
            thread.start();
            thread.join();
        }

        while (values.size() > 1) { // HangBound ends it
            System.gc();
        }
        assertThat(values.get()).isSameAs(mine);
    }
}
