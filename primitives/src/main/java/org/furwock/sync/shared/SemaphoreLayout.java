package org.furwock.sync.shared;

/**
 * A {@link org.furwock.sync.Semaphore} in shared memory, for programs in other languages.
 *
 * <pre>
 *  offset  size  field
 *     0     4    permits   the number of permits, minus the initial number
 *     4     4    waiters   the number of waiters; bit 31: a waiter for 1 permit is to be woken
 *     8     4    least     the smallest other number that is waited for, plus 1; 0: none
 *    12     4    wakes     the number of signals to waiters for 1 permit; wraps
 *
 *  waiters for 1 permit sleep on wakes, the others on least
 * </pre>
 *
 * @since 1.0
 */
public final class SemaphoreLayout {

    /** Offsets. */
    public static final int PERMITS_OFFSET = 0;

    public static final int WAITERS_OFFSET = 4;
    public static final int LEAST_OFFSET = 8;
    public static final int WAKES_OFFSET = 12;

    /** Size of the structure. */
    public static final int SIZE = 16;

    static final String NAME = "Semaphore/1";

    /** The type of the slot. */
    public static String type(int permits) {
        return NAME + " permits=" + permits;
    }

    private SemaphoreLayout() {}
}
