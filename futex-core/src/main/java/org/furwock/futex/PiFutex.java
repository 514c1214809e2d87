package org.furwock.futex;

import java.lang.ref.Reference;

/**
 * The operations of {@code futex(2)} for locks with priority inheritance: while a thread waits for
 * such a lock, the kernel lends its priority to the owner.
 *
 * <p>The {@link FutexWord} is the lock. It is 0, or holds the owner's id in the kernel ({@link
 * #threadId}) with two bits for the kernel above it. A thread may first try to lock the word by
 * changing it from 0 to its own id, and to unlock it by changing it back. It calls the kernel only
 * if that fails.
 *
 * <p><b>Interrupts</b> do not end {@link #lock}. <b>Virtual threads</b> have no id in the kernel,
 * and the emulated engine has no priorities: every method throws {@link
 * UnsupportedOperationException} there.
 *
 * <p><b>Source.</b> futex(2), pi_futex(7).
 *
 * @since 1.0
 */
public final class PiFutex {

    private PiFutex() {}

    /**
     * FUTEX_LOCK_PI, or FUTEX_LOCK_PI2 for a deadline on the monotonic clock: locks the word, and
     * lends the caller's priority to the owner while it waits.
     *
     * @param word 0, or locked in this way
     * @param deadline on the wall clock, or {@link Deadline#NEVER}; one on the monotonic clock
     *     needs Linux 5.14
     * @throws UnsupportedOperationException on a virtual thread, and in emulation
     */
    public static PiLockResult lock(FutexWord word, Deadline deadline) {
        word.beginWait();
        try {
            return word.engine().lockPi(word, deadline);
        } finally {
            word.endWait();
            Reference.reachabilityFence(word);
        }
    }

    /**
     * FUTEX_TRYLOCK_PI: locks the word if it has no owner.
     *
     * @throws UnsupportedOperationException on a virtual thread, and in emulation
     */
    public static PiLockResult tryLock(FutexWord word) {
        try {
            return word.engine().tryLockPi(word);
        } finally {
            Reference.reachabilityFence(word);
        }
    }

    /**
     * FUTEX_UNLOCK_PI: gives the word to the waiter with the highest priority, or frees it.
     *
     * @throws UnsupportedOperationException on a virtual thread, and in emulation
     */
    public static PiUnlockResult unlock(FutexWord word) {
        try {
            return word.engine().unlockPi(word);
        } finally {
            Reference.reachabilityFence(word);
        }
    }

    /**
     * The calling thread's id in the kernel, which the word holds while the thread owns it.
     *
     * @throws UnsupportedOperationException on a virtual thread, and in emulation
     */
    public static int threadId() {
        return Engines.current().threadId();
    }
}
