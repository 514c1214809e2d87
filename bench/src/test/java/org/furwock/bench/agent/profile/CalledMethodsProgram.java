package org.furwock.bench.agent.profile;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Calls the methods of locks that record them. */
public final class CalledMethodsProgram implements Callable<List<String>> {

    private final List<String> called = new ArrayList<>();

    /** Called by the test. */
    public CalledMethodsProgram() {}

    @Override
    public List<String> call() throws Exception {
        callLock(recorder(Lock.class));
        callCondition(recorder(Condition.class));
        Semaphore semaphore = new RecordingSemaphore();
        semaphore.acquire();
        semaphore.acquire(2);
        semaphore.acquireUninterruptibly();
        new RecordingReadWriteLock().readLock().lock();
        ReentrantLock own = new OwnLock();
        own.lock();
        own.unlock();
        return called;
    }

    private static void callLock(Lock lock) throws InterruptedException {
        lock.lock();
        lock.lockInterruptibly();
        boolean first = lock.tryLock();
        boolean second = lock.tryLock(1, TimeUnit.SECONDS);
        lock.newCondition();
        if (first && second) {
            lock.unlock();
        }
    }

    @SuppressWarnings({"JavaUtilDate", "WaitNotInLoop"})
    private static void callCondition(Condition condition) throws InterruptedException {
        condition.await();
        condition.awaitUninterruptibly();
        boolean signalled =
                condition.awaitNanos(1) == 1
                        && condition.await(1, TimeUnit.SECONDS)
                        && condition.awaitUntil(new Date());
        if (signalled) {
            condition.signal();
        }
    }

    private <T> T recorder(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        CalledMethodsProgram.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            if (method.getDeclaringClass() == Object.class) {
                                return method.getName().equals("hashCode")
                                        ? (Object) System.identityHashCode(proxy)
                                        : (Object) (proxy == arguments[0]);
                            }
                            called.add(
                                    type.getSimpleName()
                                            + "."
                                            + method.getName()
                                            + method.getParameterCount());
                            Class<?> result = method.getReturnType();
                            if (result == Condition.class) {
                                return recorder(Condition.class);
                            }
                            return result == boolean.class
                                    ? (Object) true
                                    : result == long.class ? (Object) 1L : null;
                        }));
    }

    private final class RecordingSemaphore extends Semaphore {
        private static final long serialVersionUID = 1L;

        RecordingSemaphore() {
            super(4);
        }

        @Override
        public void acquire() throws InterruptedException {
            called.add("Semaphore.acquire0");
            super.acquire();
        }

        @Override
        public void acquire(int permits) throws InterruptedException {
            called.add("Semaphore.acquire1");
            super.acquire(permits);
        }

        @Override
        public void acquireUninterruptibly() {
            called.add("Semaphore.acquireUninterruptibly0");
            super.acquireUninterruptibly();
        }
    }

    private final class RecordingReadWriteLock extends ReentrantReadWriteLock {
        private static final long serialVersionUID = 1L;

        @Override
        public ReadLock readLock() {
            called.add("ReadWriteLock.readLock0");
            return super.readLock();
        }
    }

    /** Creates another lock in its constructor, and calls the methods that it overrides. */
    private final class OwnLock extends ReentrantLock {
        private static final long serialVersionUID = 1L;

        private final transient ReentrantLock other;

        OwnLock() {
            super(true);
            other = new ReentrantLock();
        }

        @Override
        public void lock() {
            called.add("OwnLock.lock0");
            other.lock();
            super.lock();
        }

        @Override
        public void unlock() {
            super.unlock();
            other.unlock();
        }
    }
}
