package org.furwock.futex.lowlevel;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A value for each thread, which does not keep its class reachable as the value of a {@link
 * ThreadLocal} does. A thread of a container outlives an application. If the application's class
 * loader has loaded this library, a thread local of that thread would keep this loader reachable,
 * and with it all classes of the application.
 *
 * <p>The thread has a weak reference to the value, and the class of the reference is the JDK's.
 * This object keeps the value reachable. It is in a static field, so it lives as long as the class
 * loader. The value is released after the thread has ended. So values must not refer to their
 * threads strongly.
 */
public final class PerThread<T> {

    @SuppressWarnings("ThreadLocalUsage") // an object of this class is, in a static field
    private final ThreadLocal<Reference<T>> current = new ThreadLocal<>();

    private final Supplier<T> maker;
    private final Set<Owner<T>> owners = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<Thread> ended = new ReferenceQueue<>();

    /** A thread, and the value that is kept while the thread lives. */
    private static final class Owner<T> extends WeakReference<Thread> {

        // Only held.
        @SuppressWarnings({"unused", "FieldCanBeLocal", "UnusedVariable"})
        private final T value;

        Owner(Thread thread, ReferenceQueue<Thread> ended, T value) {
            super(thread, ended);
            this.value = value;
        }
    }

    /**
     * @param maker makes the value of the calling thread
     */
    public PerThread(Supplier<T> maker) {
        this.maker = maker;
    }

    /** The calling thread's value, made at the first call. */
    public T get() {
        Reference<T> reference = current.get();
        T value = reference == null ? null : reference.get();
        return value != null ? value : make();
    }

    /**
     * Keeps the thread's blocker: the thread may be about to sleep. In JDK 21 a reference queue has
     * a {@link java.util.concurrent.locks.ReentrantLock}, and a wait for that lock clears the
     * blocker. Then no tool would show what the thread sleeps for.
     */
    private T make() {
        Thread thread = Thread.currentThread();
        Object blocker = LockSupport.getBlocker(thread);
        try {
            forgetEnded();
            T value = maker.get();
            owners.add(new Owner<>(thread, ended, value));
            current.set(new WeakReference<>(value));
            return value;
        } finally {
            LockSupport.setCurrentBlocker(blocker);
        }
    }

    private void forgetEnded() {
        Reference<? extends Thread> over;
        while ((over = ended.poll()) != null) {
            owners.remove(over);
        }
    }

    /** How many values are held. Package-private for tests. */
    int size() {
        forgetEnded();
        return owners.size();
    }
}
