package org.furwock.futex;

/**
 * How an attempt to lock a priority-inheriting word ended.
 *
 * @since 1.0
 */
public enum PiLockResult {

    /** The caller owns the word. */
    ACQUIRED,

    /** A try found another owner (EAGAIN). */
    BUSY,

    /** The deadline passed (ETIMEDOUT). */
    TIMED_OUT,

    /** The caller owns the word already, or waiting would close a cycle of owners (EDEADLK). */
    DEADLOCK,

    /** The word names a thread that does not exist (ESRCH): its owner died. */
    OWNER_DIED,

    /** The word names a thread that the caller may not attach to, such as the kernel's (EPERM). */
    NOT_PERMITTED
}
