package org.furwock.futex.parking;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who waits in a {@link ParkingLot}, once: a thread, or a callback. Its state moves from
 * WAITING to one other value and stays there, so that one waker, or the waiter itself when it gives
 * up, wins.
 */
public abstract class Waiter {

    /** Nobody has decided yet. */
    static final int WAITING = -1;

    /** The waiter gave up: no wake can reach it any more. */
    static final int CANCELLED = -2;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Waiter.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The next one that is about to be resumed: to wake takes no memory. */
    @Nullable Waiter nextWoken;

    /** WAITING, CANCELLED, or what the waker said. */
    private volatile int state = WAITING;

    /** For subclasses. */
    protected Waiter() {}

    /**
     * What a waker does for this waiter after it has left all locks.
     *
     * @return false if there is no use for the wake, so that somebody else must have it
     */
    public abstract boolean resume();

    /** What the waker said, or a negative number if none came. */
    public final int outcome() {
        return state;
    }

    /** Whether nobody has ended the wait. */
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
