package org.furwock.futex.linux;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that one thread makes at the first use.
 *
 * <p>Making the value can load classes, and each class can run a transformer of an agent, which may
 * need the value: on the same thread, or on another thread for which the first one waits. A class
 * initializer would give a half-initialized class or a deadlock there. {@link #tryGet} never waits.
 * A maker that throws is called again at the next use.
 */
public final class Once<T> {

    private final Supplier<T> maker;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable T value;

    /**
     * @param maker makes the value
     */
    public Once(Supplier<T> maker) {
        this.maker = maker;
    }

    /** The value, or null if it has not been made yet. */
    public @Nullable T peek() {
        return value;
    }

    /**
     * The value; waits while another thread makes it.
     *
     * @throws IllegalStateException if the calling thread is making it
     */
    public T get() {
        T made = value;
        if (made != null) {
            return made;
        }
        if (isMakingHere()) {
            throw new IllegalStateException(
                    "used by code that runs while this thread starts the engine, as the class"
                            + " transformer of an agent can: use it once before");
        }
        making.lock();
        return makeAndUnlock();
    }

    /** The value, or null while any thread makes it. */
    public @Nullable T tryGet() {
        T made = value;
        if (made != null) {
            return made;
        }
        return isMakingHere() || !making.tryLock() ? null : makeAndUnlock();
    }

    /** Whether the calling thread is making the value. */
    public boolean isMakingHere() {
        return making.isHeldByCurrentThread();
    }

    private T makeAndUnlock() {
        try {
            T made = value;
            if (made == null) {
                made = maker.get();
                value = made;
            }
            return made;
        } finally {
            making.unlock();
        }
    }
}
