package org.furwock.futex;

/**
 * How an attempt to unlock a priority-inheriting word ended.
 *
 * @since 1.0
 */
public enum PiUnlockResult {

    /** The word is free, or has gone to the waiter with the highest priority. */
    RELEASED,

    /** The caller does not own the word (EPERM). */
    NOT_OWNER
}
