package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.Deadline;
import org.furwock.futex.Sleepers;
import org.furwock.futex.WaitResult;
import org.furwock.sync.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** White-box tests of {@link FutexReentrantLock}. */
@Timeout(600)
class FutexReentrantLockTest {

    /** The calling thread's, at the end of the queue. */
    private static Waiter queued(WaitQueue lock) {
        Waiter waiter = lock.newWaiter(ThreadParker.current(), Waiter.WAITING);
        lock.append(waiter);
        return waiter;
    }

    private static Object read(Class<?> type, Object object, String field) {
        try {
            Field found = type.getDeclaredField(field);
            found.setAccessible(true);
            return found.get(object);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** How many nodes the lock keeps reachable. */
    private static int nodes(WaitQueue lock) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>();
        for (String end : new String[] {"head", "tail"}) {
            add(read(WaitQueue.class, lock, end), seen, open);
        }
        while (!open.isEmpty()) {
            Object node = open.remove();
            for (String link : new String[] {"prev", "next", "nextOnCondition"}) {
                add(read(Waiter.class, node, link), seen, open);
            }
        }
        return seen.size();
    }

    private static void add(Object node, Set<Object> seen, Deque<Object> open) {
        if (node != null && seen.add(node)) {
            open.add(node);
        }
    }

    // The hand-over, step by step.

    /** A slow releaser finds a waiter that was first then and has acquired the lock since. */
    @Test
    void shouldNotHandTheLockToAThreadThatHasEntered() {
        FutexReentrantLock lock = new FutexReentrantLock();
        Waiter first = queued(lock);
        assertThat(lock.tryAcquire()).isTrue();
        lock.enter(first);
        lock.release();
        assertThat(first.moves(Waiter.WAITING, Waiter.GRANTED)).isFalse();
        assertThat(lock.tryLock()).isTrue();
    }

    @Test
    void shouldHandTheLockToTheFirstWaiterOnRequestAndFromThereToTheNext() {
        FutexReentrantLock lock = new FutexReentrantLock();
        lock.tryAcquire();
        Waiter first = queued(lock);
        Waiter next = queued(lock);
        lock.requestHandoff(first);
        lock.setWakeFlag();
        lock.release();
        assertThat(first.status).isEqualTo(Waiter.GRANTED);
        assertThat(lock.isLocked()).isTrue();
        assertThat(lock.tryLock()).as("past the queue").isFalse();
        assertThat(lock.isFirst(next)).isFalse();

        lock.giveUp(first); // at that moment: the lock is free, and the next waiter is first and
        // unparked
        assertThat(lock.isLocked()).isFalse();
        assertThat(lock.isFirst(next)).isTrue();
        assertThat(hasWake()).isTrue();
    }

    /**
     * Whether this thread has been unparked; uses up the unpark. It is the thread of all waiters
     * here.
     */
    private static boolean hasWake() {
        Deadline soon = Deadline.afterNanos(200_000_000);
        return ThreadParker.current().park(false, soon, Thread.currentThread()) == WaitResult.WOKEN;
    }

    /**
     * A lock of the JDK may park between the unpark and the park, for example during class loading.
     */
    @Test
    void shouldKeepAWakeWhosePermitAnotherParkHasUsedUp() {
        FutexReentrantLock lock = new FutexReentrantLock();
        Waiter waiter = lock.newWaiter(null, Waiter.WAITING);
        Deadline deadline = Deadline.afterNanos(TimeUnit.SECONDS.toNanos(2));
        waiter.unpark();
        LockSupport.park(); // returns at once
        assertThat(waiter.park(false, deadline, lock)).isEqualTo(WaitResult.WOKEN);
    }

    @Test
    void shouldRequestAHandOverAfterHavingWokenForNothingForAWhile() throws Exception {
        FutexReentrantLock lock = new FutexReentrantLock();
        lock.lock();
        Background<?> waiter =
                Background.run(
                        () -> {
                            lock.lock();
                            lock.unlock();
                        });
        waiter.awaitBlocked();
        Waiter first = lock.first();
        Sleepers.await(
                () -> {
                    first.unpark();
                    return first.wantsHandoff;
                },
                () -> "it should request a hand-over of " + lock);
        lock.unlock();
        waiter.join();
    }

    @Test
    void shouldWakeTheNextWaiterWhenTheSuccessorGivesUp() {
        FutexReentrantLock lock = new FutexReentrantLock();
        lock.tryAcquire();
        Waiter first = queued(lock);
        Waiter next = queued(lock);
        hasWake();
        lock.giveUp(first);
        assertThat(hasWake()).isTrue();
        assertThat(lock.isFirst(next)).isTrue();
    }

    @Test
    void shouldWakeTheNextWaiterAfterTheSuccessorHasEntered() {
        FutexReentrantLock lock = new FutexReentrantLock();
        Waiter first = queued(lock);
        Waiter next = queued(lock);
        lock.tryAcquire();
        lock.enter(first);
        hasWake();
        lock.release();
        assertThat(hasWake()).as("though it has not set the wake flag").isTrue();
    }

    /** The waiter before it may have given up at the moment when it was overtaken. */
    @Test
    void shouldWakeTheFirstWaiterAfterOneThatAcquiredOutOfTurn() {
        FutexReentrantLock lock = new FutexReentrantLock();
        Waiter first = queued(lock);
        Waiter second = queued(lock);
        lock.tryAcquire();
        lock.enter(second);
        hasWake();
        lock.release();
        assertThat(hasWake()).as("though the first waiter has not set the wake flag").isTrue();
        assertThat(lock.isFirst(first)).isTrue();
    }

    @Test
    void shouldWakeTheSignalledAtTheReleaseAndNotBefore() {
        FutexReentrantLock lock = new FutexReentrantLock();
        lock.lock();
        Waiter signalled = lock.newWaiter(ThreadParker.current(), Waiter.SIGNALLED);
        hasWake();
        lock.appendSignalled(signalled);
        assertThat(hasWake()).isFalse();
        lock.unlock();
        assertThat(hasWake()).isTrue();
    }

    /** Two give up at once; the front one stays linked as the tail, and no thread cleans up. */
    @Test
    void shouldBeNoQueueIfAllInItHaveGivenUp() throws Exception {
        FutexReentrantLock lock = new FutexReentrantLock(true);
        Waiter gone = queued(lock);
        gone.moves(Waiter.WAITING, Waiter.CANCELLED);
        assertThat(lock.hasQueuedThreads()).isFalse();
        assertThat(lock.getQueueLength()).isZero();
        assertThat(lock.tryLock(0, TimeUnit.SECONDS)).isTrue();
        Background<?> passer =
                Background.run(
                        () -> {
                            lock.lock();
                            lock.unlock();
                        });
        passer.awaitBlocked();
        lock.unlock();
        passer.join();
        assertThat(nodes(lock)).isEqualTo(1);
    }

    // Memory.

    @Test
    void shouldKeepNoTraceOfWaitersThatGaveUp() throws Exception {
        FutexReentrantLock lock = new FutexReentrantLock();
        lock.lock();
        Background<?> first = Background.run(lock::lockInterruptibly);
        first.awaitBlocked();
        Background.Action quit =
                () -> {
                    for (int i = 0; i < 3_000; i++) {
                        assertThat(lock.tryLock(1 + i % 50, TimeUnit.MICROSECONDS)).isFalse();
                    }
                };
        Background<?> one = Background.run(quit);
        Background<?> other = Background.run(quit);
        one.join();
        Background<?> last = Background.run(lock::lockInterruptibly);
        other.join();
        assertThat(nodes(lock)).as("head, three waiters, and one between").isLessThan(8);
        first.interrupt();
        first.joinExpecting(InterruptedException.class);
        last.interrupt();
        last.joinExpecting(InterruptedException.class);
        lock.unlock();
        lock.lock();
        Background<?> passer = Background.run(lock::lock);
        passer.awaitBlocked();
        lock.unlock();
        passer.join();
        assertThat(nodes(lock)).isEqualTo(1);
    }

    @Test
    void shouldKeepNoTraceOfThreadsThatPassed() throws Exception {
        FutexReentrantLock lock = new FutexReentrantLock(true);
        Background<?>[] threads = new Background<?>[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] =
                    Background.run(
                            () -> {
                                for (int k = 0; k < 3_000; k++) {
                                    lock.lock();
                                    lock.unlock();
                                }
                            });
        }
        for (Background<?> thread : threads) {
            thread.join();
        }
        assertThat(nodes(lock)).isLessThanOrEqualTo(1);
    }

    @Test
    void shouldKeepNoTraceOfConditionWaitersThatGaveUp() throws Exception {
        FutexReentrantLock lock = new FutexReentrantLock();
        Condition condition = lock.newCondition();
        lock.lock();
        for (int i = 0; i < 2_000; i++) {
            assertThat(condition.awaitNanos(1)).isNotPositive();
        }
        assertThat(lock.hasWaiters(condition)).isFalse();
        assertThat(read(QueuedCondition.class, condition, "first")).isNull();
        assertThat(read(QueuedCondition.class, condition, "last")).isNull();
        assertThat(nodes(lock)).isLessThanOrEqualTo(1);
        lock.unlock();
    }

    /** The last waiter that acquired the lock from the queue stays its head, perhaps for ever. */
    @Test
    void shouldForgetWhereAThreadSleptThatHasEnded() throws Exception {
        FutexReentrantLock lock = new FutexReentrantLock();
        WeakReference<ThreadParker> parker = parkerOfAThreadThatHasEnded(lock);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (parker.get() != null && System.nanoTime() - end < 0) {
            System.gc();
            Background.call(ThreadParker::current)
                    .join(); // making a new one drops those of ended threads
        }
        assertThat(parker.get()).isNull();
        assertThat(lock.hasQueuedThreads()).isFalse(); // so it was reachable all the time
    }

    private static WeakReference<ThreadParker> parkerOfAThreadThatHasEnded(FutexReentrantLock lock)
            throws Exception {
        lock.lock();
        Background<WeakReference<ThreadParker>> sleeper =
                Background.call(
                        () -> {
                            lock.lock();
                            lock.unlock();
                            return new WeakReference<>(ThreadParker.current());
                        });
        sleeper.awaitBlocked();
        lock.unlock();
        return sleeper.join();
    }

    // Limits.

    @Test
    void shouldRefuseOneHoldMoreThanCanBeCounted() throws Exception {
        FutexReentrantLock lock = new FutexReentrantLock();
        lock.lock();
        Field more = FutexReentrantLock.class.getDeclaredField("more");
        more.setAccessible(true);
        more.setInt(lock, Integer.MAX_VALUE - 2);
        lock.lock();
        assertThat(lock.getHoldCount()).isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(lock::lock)
                .isInstanceOf(Error.class)
                .hasMessageContaining(Integer.toString(Integer.MAX_VALUE));
        assertThatThrownBy(lock::tryLock).isInstanceOf(Error.class);
        assertThatThrownBy(lock::lockInterruptibly).isInstanceOf(Error.class);
        assertThatThrownBy(() -> lock.tryLock(1, TimeUnit.DAYS)).isInstanceOf(Error.class);
        assertThat(lock.getHoldCount()).isEqualTo(Integer.MAX_VALUE);
        lock.unlock();
        assertThat(lock.getHoldCount()).isEqualTo(Integer.MAX_VALUE - 1);
    }

    /** As the original does not; some answers would else ask themselves for ever. */
    @Test
    void shouldNotDependOnWhatSubclassesOverride() {
        FutexReentrantLock lock =
                new FutexReentrantLock() {

                    private static final long serialVersionUID = 1L;

                    @Override
                    public boolean isHeldByCurrentThread() {
                        return getHoldCount() > 0;
                    }

                    @Override
                    protected Thread getOwner() {
                        throw new UnsupportedOperationException(toString());
                    }

                    @Override
                    protected java.util.Collection<Thread> getWaitingThreads(Condition condition) {
                        throw new UnsupportedOperationException(
                                Integer.toString(getWaitQueueLength(condition)));
                    }
                };
        Condition condition = lock.newCondition();
        lock.lock();
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        assertThat(lock.toString()).endsWith("]");
        assertThat(lock.hasWaiters(condition)).isFalse();
        assertThat(lock.getWaitQueueLength(condition)).isZero();
        lock.unlock();
        assertThat(lock.isHeldByCurrentThread()).isFalse();
    }
}
