package org.furwock.scoped;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.futex.TestThreads.Task;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.sync.Mutex;

/** A {@link MonitorLock} under test, and the kind of threads that wait under it. */
record MonitorSubject(String name, Kind kind, Supplier<MonitorLock> maker) {

    /** The body of a thread. */
    interface Action {
        void run() throws Exception;
    }

    static Stream<MonitorSubject> all() {
        return Stream.of(Kind.values())
                .filter(kind -> kind == Kind.PLATFORM || TestThreads.hasVirtual())
                .flatMap(MonitorSubject::of);
    }

    private static Stream<MonitorSubject> of(Kind kind) {
        return Stream.of(
                new MonitorSubject("mutex", kind, Mutex::new),
                new MonitorSubject("reentrant", kind, FutexReentrantLock::new),
                new MonitorSubject("fair reentrant", kind, () -> new FutexReentrantLock(true)));
    }

    MonitorLock make() {
        return maker.get();
    }

    boolean isReentrant() {
        return !name.equals("mutex");
    }

    <T> Task<T> start(Callable<T> body) {
        return TestThreads.start(kind, body);
    }

    /** Starts a thread that runs the body with the lock held; its result is what that throws. */
    Task<Throwable> startLocked(MonitorLock lock, Action body) {
        return start(
                () -> {
                    lock.lock();
                    try {
                        body.run();
                        return null;
                    } catch (Exception | Error e) {
                        return e;
                    } finally {
                        lock.unlock(); // which the thread must hold, also after an exception
                    }
                });
    }

    /** Returns with the lock held when this number of threads wait for predicates. */
    static void lockWhenWaiting(MonitorLock lock, int count) {
        lock.lock();
        while (lock.getPredicateWaiterCount() != count) {
            lock.unlock();
            Thread.yield();
            lock.lock();
        }
    }

    @Override
    public String toString() {
        return name + ", " + kind;
    }
}
