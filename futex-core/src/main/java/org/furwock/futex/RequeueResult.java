package org.furwock.futex;

/**
 * What a requeue did. Small results are shared instances: a signal or a broadcast to up to {@value
 * #CACHED} waiters allocates nothing.
 *
 * @since 1.0
 */
public final class RequeueResult {

    private static final int CACHED = 128;

    private static final RequeueResult CHANGED = new RequeueResult(true, 0, 0);
    private static final RequeueResult[][] CACHE = new RequeueResult[2][CACHED];

    static {
        for (int woken = 0; woken < CACHE.length; woken++) {
            for (int requeued = 0; requeued < CACHED; requeued++) {
                CACHE[woken][requeued] = new RequeueResult(false, woken, requeued);
            }
        }
    }

    private final boolean valueChanged;
    private final int woken;
    private final int requeued;

    private RequeueResult(boolean valueChanged, int woken, int requeued) {
        this.valueChanged = valueChanged;
        this.woken = woken;
        this.requeued = requeued;
    }

    static RequeueResult changed() {
        return CHANGED;
    }

    static RequeueResult of(int woken, int requeued) {
        return woken < CACHE.length && requeued < CACHED
                ? CACHE[woken][requeued]
                : new RequeueResult(false, woken, requeued);
    }

    /** Whether the word did not have the expected value, so that nothing was done. */
    public boolean valueChanged() {
        return valueChanged;
    }

    /** How many waiters were woken. */
    public int woken() {
        return woken;
    }

    /** How many waiters now wait at the other word. */
    public int requeued() {
        return requeued;
    }

    @Override
    public String toString() {
        return valueChanged ? "VALUE_CHANGED" : "woken " + woken + ", requeued " + requeued;
    }
}
