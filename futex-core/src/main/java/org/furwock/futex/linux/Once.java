package org.furwock.futex.linux;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.furwock.futex.lowlevel.InterruptStatus;
import org.jspecify.annotations.Nullable;

/**
 * A value that one thread makes at the first use.
 *
 * <p>Making the value can load classes, and each class can run a transformer of an agent, which may
 * need the value: on the same thread, or on another thread for which the first one waits. A class
 * initializer would give a half-initialized class or a deadlock there. {@link #tryGet} never waits.
 * A maker that throws is called again at the next use.
 *
 * <p>{@link #tryGet} does not make the value in a transformer either. The class that is being
 * transformed can be one that the class loader needs to load the maker's classes. Then the load
 * fails with a {@link ClassCircularityError}, here, and from then on at every later use of that
 * class by the class loader.
 */
public final class Once<T> {

    /** The JDK's class that calls the transformers of all agents. */
    private static final String TRANSFORMERS = "sun.instrument.InstrumentationImpl";

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

    /**
     * The value. Null if it has not been made yet, and either a thread is making it, or the caller
     * is in a class transformer.
     */
    public @Nullable T tryGet() {
        T made = value;
        if (made != null) {
            return made;
        }
        return isMakingHere() || isInTransformer() || !making.tryLock() ? null : makeAndUnlock();
    }

    private static boolean isInTransformer() {
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            if (frame.getClassName().equals(TRANSFORMERS)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the calling thread is making the value. */
    public boolean isMakingHere() {
        return making.isHeldByCurrentThread();
    }

    /**
     * Keeps the interrupt status, which the maker may lose: of 200 starts of JNA on JDK 17, one
     * did.
     */
    private T makeAndUnlock() {
        boolean interrupted = InterruptStatus.isSet();
        try {
            T made = value;
            if (made == null) {
                made = maker.get();
                value = made;
            }
            return made;
        } finally {
            making.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
