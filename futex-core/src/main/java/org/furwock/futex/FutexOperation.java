package org.furwock.futex;

import org.furwock.futex.linux.KernelFutex;

/**
 * All operations of {@code futex(2)} and its relatives, including those that were removed.
 *
 * @since 1.0
 */
public enum FutexOperation {
    /** Sleep while the word has a value. */
    WAIT("FUTEX_WAIT", KernelFutex.FUTEX_WAIT),
    /** Wake some sleepers. */
    WAKE("FUTEX_WAKE", KernelFutex.FUTEX_WAKE),
    /** A file descriptor that becomes readable when the word is woken: removed in Linux 2.6.26. */
    FD("FUTEX_FD", KernelFutex.FUTEX_FD),
    /** Wake some sleepers and move others to another word. */
    REQUEUE("FUTEX_REQUEUE", KernelFutex.FUTEX_REQUEUE),
    /** The same, if the word has a value. */
    CMP_REQUEUE("FUTEX_CMP_REQUEUE", KernelFutex.FUTEX_CMP_REQUEUE),
    /** Change a second word, wake at the first, and perhaps at the second. */
    WAKE_OP("FUTEX_WAKE_OP", KernelFutex.FUTEX_WAKE_OP),
    /** Lock a word with priority inheritance, with a deadline on the wall clock. */
    LOCK_PI("FUTEX_LOCK_PI", KernelFutex.FUTEX_LOCK_PI),
    /** Unlock it. */
    UNLOCK_PI("FUTEX_UNLOCK_PI", KernelFutex.FUTEX_UNLOCK_PI),
    /** Lock it if it has no owner. */
    TRYLOCK_PI("FUTEX_TRYLOCK_PI", KernelFutex.FUTEX_TRYLOCK_PI),
    /** Sleep until an absolute time, with a bitset that a wake must have a bit in common with. */
    WAIT_BITSET("FUTEX_WAIT_BITSET", KernelFutex.FUTEX_WAIT_BITSET),
    /** Wake some sleepers that have a bit in common with the wake. */
    WAKE_BITSET("FUTEX_WAKE_BITSET", KernelFutex.FUTEX_WAKE_BITSET),
    /** Sleep on a plain word, to be moved to a priority-inheriting one. */
    WAIT_REQUEUE_PI("FUTEX_WAIT_REQUEUE_PI", KernelFutex.FUTEX_WAIT_REQUEUE_PI),
    /** Move such sleepers. */
    CMP_REQUEUE_PI("FUTEX_CMP_REQUEUE_PI", KernelFutex.FUTEX_CMP_REQUEUE_PI),
    /** Lock a word with priority inheritance, with a deadline on either clock. */
    LOCK_PI2("FUTEX_LOCK_PI2", KernelFutex.FUTEX_LOCK_PI2),
    /** Sleep on up to 128 words: a system call of its own. */
    WAITV("futex_waitv", -1);

    private final String kernelName;
    private final int code;

    FutexOperation(String kernelName, int code) {
        this.kernelName = kernelName;
        this.code = code;
    }

    /** The name that the kernel's documentation uses. */
    public String kernelName() {
        return kernelName;
    }

    /** The operation code of {@code futex(2)}, or -1 for a system call of its own. */
    public int code() {
        return code;
    }
}
