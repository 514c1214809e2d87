package org.furwock.locks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.furwock.profile.LockSites;
import org.furwock.profile.LockWait;
import org.furwock.profile.ProfileOptions;
import org.jspecify.annotations.Nullable;

/**
 * The state of an exclusive lock: whether it is held, by which thread, and its profile. The proof
 * is in {@link QueuedLock}.
 *
 * <p><b>Profile.</b> Without {@code -Dfurwock.profile} a method is what it is without the parts
 * that {@link ProfileOptions#ON} guards. With it, none of these parts decides anything about the
 * lock, takes part in a wake, or throws. A wait is looked at before the thread joins the queue and
 * after it has left it. Acquisitions are counted by the owner. A hold is timed if the state was
 * MARKED when the lock was acquired: so an acquisition that is not timed takes the same
 * instructions as without a profile, and one increment.
 */
abstract class OwnedLock extends AbstractOwnableSynchronizer {

    private static final long serialVersionUID = 1L;

    static final int FREE = 0;
    private static final int HELD = 1;

    /** Free, and the next hold is timed; only with a profile. */
    static final int MARKED = 2;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(OwnedLock.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private transient volatile int state;

    /** Whether the next release looks for a first waiter that is to get the lock, or for a mark. */
    transient volatile boolean handoffRequested;

    /** Null without a profile; a copy by serialization has none. */
    final transient @Nullable HoldProfile profile;

    /** With a profile: the number of acquisitions, modulo 2^32; written by the owner only. */
    transient int acquisitions;

    @SuppressWarnings("this-escape") // which returns a class
    OwnedLock() {
        if (ProfileOptions.ON) {
            profile = new HoldProfile(this, LockSites.ofCaller(publicClass()));
            state = MARKED;
        } else {
            profile = null;
        }
    }

    /** The class that programs know this lock by. */
    Class<?> publicClass() {
        return getClass();
    }

    final boolean isHeld() {
        return state == HELD;
    }

    final boolean tryAcquire() {
        return (state == FREE && STATE.compareAndSet(this, FREE, HELD)) // S1, S2 -> S3, S4
                || (ProfileOptions.ON && tryAcquireMarked());
    }

    /** Also after a failure above, which a mark at that moment may have caused: it is no hold. */
    private boolean tryAcquireMarked() {
        boolean acquired = state == MARKED && STATE.compareAndSet(this, MARKED, HELD);
        if (acquired && profile != null) {
            profile.beginTimed();
            handoffRequested = true;
        }
        return acquired;
    }

    /** By any thread: has the next hold timed; false if the lock is held. */
    final boolean mark() {
        return STATE.compareAndSet(this, FREE, MARKED) || state == MARKED;
    }

    /** By the holder: HELD -&gt; FREE or MARKED, which publishes what it wrote. */
    final void setFree(int next) {
        STATE.setRelease(this, next);
    }

    /** By the thread that has acquired the lock. */
    final void own() {
        setExclusiveOwnerThread(Thread.currentThread());
        if (ProfileOptions.ON) {
            acquisitions++;
        }
    }

    /** By a thread that found the lock taken: the wait that begins, or null without a profile. */
    final @Nullable LockWait beginWait() {
        return ProfileOptions.ON && profile != null
                ? LockWait.begin(profile.site(), this, getExclusiveOwnerThread())
                : null;
    }
}
