package org.furwock.scoped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.furwock.sync.Locking;
import org.furwock.sync.Mutex;
import org.furwock.sync.RwLock;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of holds, {@code run} and {@code call}, for every lock that has them. */
@HangBound
class ScopedLockTest {

    /**
     * A lock under test.
     *
     * @param tested the lock that is held
     * @param rival the lock that no other thread can acquire meanwhile
     */
    record Subject(ScopedLock tested, Lock rival) {
        private static <T> Named<Subject> of(
                String name,
                T lock,
                Function<T, ScopedLock> tested,
                Function<T, ? extends Lock> rival) {
            return Named.of(name, new Subject(tested.apply(lock), rival.apply(lock)));
        }

        boolean isFree() {
            return Locking.tryElsewhere(rival);
        }
    }

    static Stream<Named<Subject>> locks() {
        return Stream.of(
                Subject.of("mutex", new Mutex(), m -> m, m -> m),
                Subject.of("reentrant", new FutexReentrantLock(), l -> l, l -> l),
                Subject.of("fair reentrant", new FutexReentrantLock(true), l -> l, l -> l),
                Subject.of(
                        "reentrant read",
                        new FutexReentrantReadWriteLock(),
                        FutexReentrantReadWriteLock::readLock,
                        FutexReentrantReadWriteLock::writeLock),
                Subject.of(
                        "reentrant write",
                        new FutexReentrantReadWriteLock(),
                        FutexReentrantReadWriteLock::writeLock,
                        FutexReentrantReadWriteLock::readLock),
                Subject.of("read", new RwLock(), RwLock::readLock, RwLock::writeLock),
                Subject.of("write", new RwLock(), RwLock::writeLock, RwLock::readLock));
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldHoldTheLockUntilItIsClosed(Subject lock) {
        Hold kept;
        try (Hold hold = lock.tested.hold()) {
            assertThat(lock.isFree()).isFalse();
            assertThat(hold.isOpen()).isTrue();
            kept = hold;
        }
        assertThat(lock.isFree()).isTrue();
        assertThat(kept.isOpen()).isFalse();
        assertThat(kept.toString()).contains("[closed, of " + lock.tested);
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldUnlockOnceIfClosedTwice(Subject lock) {
        Hold hold = lock.tested.hold();
        hold.close();
        lock.tested.lock();
        hold.close();
        assertThat(lock.isFree()).isFalse();
        lock.tested.unlock();
        assertThat(lock.isFree()).isTrue();
    }

    @Test
    void shouldUnlockOnceIfClosedTwiceInsideAnotherHold() {
        FutexReentrantLock lock = new FutexReentrantLock();
        try (Hold outer = lock.hold()) {
            assertThat(outer.isOpen()).isTrue();
            Hold inner = lock.hold();
            inner.close();
            inner.close();
            assertThat(lock.getHoldCount()).isEqualTo(1);
        }
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void shouldStayOpenIfClosedByAThreadThatDoesNotHoldTheLock() {
        Mutex mutex = new Mutex();
        Hold hold = mutex.hold();
        assertThatThrownBy(() -> TestThreads.start(closing(hold)).get())
                .hasStackTraceContaining("not held by the current thread");
        assertThat(hold.isOpen()).isTrue();
        hold.close();
        assertThat(mutex.isLocked()).isFalse();
    }

    private static Callable<Void> closing(Hold hold) {
        return () -> {
            hold.close();
            return null;
        };
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldUnlockWhenTheBlockThrows(Subject lock) {
        assertThatThrownBy(
                        () -> {
                            try (Hold hold = lock.tested.hold()) {
                                throw new IOException("with " + hold);
                            }
                        })
                .isInstanceOf(IOException.class);
        assertThat(lock.isFree()).as("after hold").isTrue();
        assertThatThrownBy(() -> lock.tested.run(ScopedLockTest::fail))
                .isInstanceOf(IllegalStateException.class);
        assertThat(lock.isFree()).as("after run").isTrue();
        assertThatThrownBy(() -> lock.tested.call(ScopedLockTest::failChecked))
                .isInstanceOf(IOException.class);
        assertThat(lock.isFree()).as("after call").isTrue();
    }

    private static void fail() {
        throw new IllegalStateException("expected");
    }

    private static int failChecked() throws IOException {
        throw new IOException("expected");
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldRunAndCallWithTheLockHeld(Subject lock) throws IOException {
        boolean[] free = {true};
        lock.tested.run(() -> free[0] = lock.isFree());
        assertThat(free[0]).as("in run").isFalse();
        boolean freeInCall = lock.tested.call(lock::isFree); // no checked exception is inferred
        assertThat(freeInCall).as("in call").isFalse();
        int length = lock.tested.call(() -> lengthOf("checked"));
        assertThat(length).isEqualTo(7);
        assertThat(lock.isFree()).isTrue();
    }

    private static int lengthOf(String text) throws IOException {
        if (text.isEmpty()) {
            throw new IOException("empty");
        }
        return text.length();
    }

    @ParameterizedTest
    @MethodSource("locks")
    void shouldNotLockForNoBlock(Subject lock) {
        assertThatThrownBy(() -> lock.tested.run(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("block");
        assertThatThrownBy(() -> lock.tested.call(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("block");
        assertThat(lock.isFree()).isTrue();
    }
}
