package org.furwock.futex.parking;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.furwock.futex.lowlevel.FieldHandles;
import org.jspecify.annotations.Nullable;

/**
 * One wait in a {@link ParkingLot}, by a thread or a callback. Its state changes from WAITING to
 * one other value, once: by one waker, or by the waiter if it gives up.
 */
public abstract class Waiter {

    /** The wait goes on. */
    static final int WAITING = -1;

    /** The waiter gave up: no wake can reach it any more. */
    static final int CANCELLED = -2;

    private static final VarHandle STATE =
            FieldHandles.find(MethodHandles.lookup(), "state", int.class);

    /** The next one that is about to be resumed: a wake takes no memory. */
    @Nullable Waiter nextWoken;

    /** WAITING, CANCELLED, or the outcome that the waker gave. */
    private volatile int state = WAITING;

    /** For subclasses. */
    protected Waiter() {}

    /**
     * What a waker does for this waiter after it has left all locks.
     *
     * @return false if there is no use for the wake, so that another waiter must get it
     */
    public abstract boolean resume();

    /** The outcome that the waker gave, or a negative number if there was no wake. */
    public final int outcome() {
        return state;
    }

    /** Whether the wait goes on. */
    public final boolean isWaiting() {
        return state == WAITING;
    }

    /** Whether this call was the one that woke the waiter; {@code outcome} is not negative. */
    public final boolean wake(int outcome) {
        return STATE.compareAndSet(this, WAITING, outcome);
    }

    /** Whether this call was the one that ended the wait without a wake. */
    public final boolean cancel() {
        return STATE.compareAndSet(this, WAITING, CANCELLED);
    }
}
