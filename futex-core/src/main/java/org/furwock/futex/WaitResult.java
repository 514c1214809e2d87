package org.furwock.futex;

/**
 * How a wait on one word ended.
 *
 * <p>After any of them the caller looks at the word again: that a thread was woken does not say
 * that the word still is what the waker made of it, and a thread that was requeued to another word
 * before its time ran out reports {@link #TIMED_OUT} although somebody counted it as signalled.
 */
public enum WaitResult {

    /**
     * A wake was meant for this thread, and is used up. In two cases perhaps not, and nobody can
     * tell: for a virtual thread on a SHARED word, and at a word where another thread that waits
     * with a bitset is interrupted.
     */
    WOKEN,

    /**
     * The word did not have the expected value when the wait began: the thread did not sleep. (A
     * virtual thread on a SHARED word may have, until somebody looked again on its behalf.)
     */
    VALUE_CHANGED,

    /** The deadline passed. No wake was used up. */
    TIMED_OUT,

    /**
     * The thread was interrupted, before or during the wait. Its status is still set. No wake was
     * used up, or all who wait at the word were made to look again; but a thread that waited with a
     * bitset, was requeued to another word, and woken there in the same moment, has used that up.
     */
    INTERRUPTED,

    /**
     * Nothing of the above: the kernel or this library ended the sleep early, for a signal, for an
     * interrupt that was withdrawn, or to look at the interrupt status. No wake was used up.
     */
    SPURIOUS
}
