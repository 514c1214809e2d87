package org.furwock.profile;

import org.jspecify.annotations.Nullable;

/**
 * One wait of a thread for a lock that it found held.
 *
 * @since 1.0
 */
public final class LockWait {

    private final LockSite site;
    private final Object lock;
    private final @Nullable Thread owner;
    private final @Nullable LockContentionEvent event;
    private final long begin;

    private LockWait(LockSite site, Object lock, @Nullable Thread owner) {
        this.site = site;
        this.lock = lock;
        this.owner = owner;
        this.event = LockEvents.beginContention();
        this.begin = System.nanoTime();
    }

    /**
     * Called by a thread that is about to wait.
     *
     * @param owner the thread that holds the lock, as far as can be seen
     * @return null if there is no memory: the wait is left out of the profile
     */
    public static @Nullable LockWait begin(LockSite site, Object lock, @Nullable Thread owner) {
        try {
            return new LockWait(site, lock, owner);
        } catch (VirtualMachineError | LinkageError e) {
            return null;
        }
    }

    /**
     * Called by the same thread after the wait. Throws nothing, since the thread may hold the lock
     * now.
     */
    public void end(boolean acquired) {
        try {
            site.waited(System.nanoTime() - begin);
            LockEvents.endContention(event, site, lock, owner, acquired);
        } catch (VirtualMachineError | LinkageError e) {
            return; // without the event
        }
    }
}
