package org.furwock.futex;

/**
 * Which threads a {@link FutexWord} serves. The scope belongs to the word, and every operation
 * follows it.
 *
 * @since 1.0
 */
public enum FutexScope {

    /**
     * Threads of one process. The kernel finds the word by its virtual address
     * (FUTEX_PRIVATE_FLAG), which is cheaper. Wakes from another process, and the kernel's own when
     * a robust mutex's owner dies, do not reach a waiter here.
     */
    PRIVATE,

    /**
     * All processes that map the memory. The kernel finds the word by the memory behind the
     * address, so the same word may have different addresses.
     */
    SHARED
}
