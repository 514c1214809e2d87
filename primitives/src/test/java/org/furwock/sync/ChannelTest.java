package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.HangBound;
import org.furwock.locks.FutexReentrantLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wait inside a channel's operation, with the property that keeps the channel's interruptor. */
@HangBound
class ChannelTest {

    private static final List<String> PARK = List.of("-Dfurwock.sleep=park");

    /**
     * Not during the wait: an interrupt that ends a park may call the channel back too late, with
     * the JDK's locks as well.
     */
    @ParameterizedTest
    @ValueSource(strings = {"lock", "mutex", "condition", "latch", "semaphore", "parker"})
    void shouldCloseTheChannelIfInterruptedAfterAWait(String kind) throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(Operation.class, PARK, kind)) {
            assertThat(child.outputOfSuccess()).endsWith("closed: true");
        }
    }

    private interface Wait {

        /** Waits for an event that does not come. */
        void waitFor(long millis) throws InterruptedException;
    }

    /** Runs in a process of its own. */
    static final class Operation extends AbstractInterruptibleChannel {

        private static final long MILLIS = 50;

        private volatile boolean closed;

        private Operation() {}

        public static void main(String[] arguments) throws Exception {
            Operation channel = new Operation();
            Wait wait = wait(arguments[0]);
            wait.waitFor(MILLIS); // so that the next one is not over while it loads classes
            Thread main = Thread.currentThread();
            try {
                channel.use(
                        millis -> {
                            wait.waitFor(millis);
                            interruptElsewhere(main);
                        });
            } catch (ClosedByInterruptException e) {
                System.out.println("closed: " + channel.closed);
            }
        }

        /** Calls back what stands in the channel's place, which no thread does for itself. */
        private static void interruptElsewhere(Thread thread) {
            Thread interrupter = new Thread(thread::interrupt);
            interrupter.start();
            while (interrupter.isAlive()) { // a join would be interrupted
                Thread.onSpinWait();
            }
        }

        private static Wait wait(String kind) throws InterruptedException {
            FutexReentrantLock lock = new FutexReentrantLock();
            return switch (kind) {
                case "lock" -> heldElsewhere(lock);
                case "mutex" -> heldElsewhere(new Mutex());
                case "condition" ->
                        millis -> {
                            lock.lock();
                            try {
                                Condition condition = lock.newCondition();
                                assertThat(condition.await(millis, TimeUnit.MILLISECONDS))
                                        .isFalse();
                            } finally {
                                lock.unlock();
                            }
                        };
                case "latch" -> millis -> expire(new Latch(1).await(millis, TimeUnit.MILLISECONDS));
                case "semaphore" ->
                        millis ->
                                expire(new Semaphore(0).tryAcquire(millis, TimeUnit.MILLISECONDS));
                case "parker" ->
                        millis -> new Parker().parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
                default -> throw new IllegalArgumentException(kind);
            };
        }

        private static Wait heldElsewhere(Lock lock) throws InterruptedException {
            Thread holder = new Thread(lock::lock);
            holder.start();
            holder.join();
            return millis -> expire(lock.tryLock(millis, TimeUnit.MILLISECONDS));
        }

        private static void expire(boolean got) {
            assertThat(got).isFalse();
        }

        private void use(Wait operation) throws Exception {
            boolean completed = false;
            try {
                begin();
                operation.waitFor(MILLIS);
                completed = true;
            } finally {
                end(completed);
            }
        }

        @Override
        protected void implCloseChannel() {
            closed = true;
        }
    }
}
