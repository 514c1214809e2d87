package org.furwock.futex;

/**
 * How a wait on one word ended.
 *
 * <p>After any of them the caller reads the word again. A thread that was woken may find that the
 * word has changed since the wake. A thread that was requeued to another word before its time ran
 * out reports {@link #TIMED_OUT}, although the thread that requeued it may have counted it as
 * signalled.
 *
 * @since 1.0
 */
public enum WaitResult {

    /**
     * This thread consumed a wake. Two cases may be spurious: a virtual thread on a SHARED word,
     * and a word at which another thread that waits with a bitset is interrupted.
     */
    WOKEN,

    /**
     * The word did not have the expected value when the wait began: the thread did not sleep. (A
     * virtual thread on a SHARED word may have slept until its helper thread read the word again.)
     */
    VALUE_CHANGED,

    /** The deadline passed. No wake was consumed. */
    TIMED_OUT,

    /**
     * The thread was interrupted, before or during the wait. Its status is still set. Either no
     * wake was consumed, or all waiters of the word were woken to look again. One exception: a
     * thread that waited with a bitset, was requeued to another word, and was woken there at the
     * moment of the interrupt, has consumed that wake.
     */
    INTERRUPTED,

    /**
     * None of the above: the kernel or this library ended the sleep early, because of a signal, of
     * an interrupt status that was cleared since, of missing memory, or to read the interrupt
     * status. No wake was consumed.
     */
    SPURIOUS
}
