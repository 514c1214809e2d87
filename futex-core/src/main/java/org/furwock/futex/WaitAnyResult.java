package org.furwock.futex;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;

/**
 * How a wait on several words ended: a {@link WaitResult}, and which word it was. Instances are
 * shared: a wait allocates none.
 *
 * @since 1.0
 */
public final class WaitAnyResult {

    private static final WaitAnyResult[] WOKEN = new WaitAnyResult[Futex.MAX_WAIT_ANY];
    private static final Map<WaitResult, WaitAnyResult> OTHERS = new EnumMap<>(WaitResult.class);

    static {
        for (int i = 0; i < WOKEN.length; i++) {
            WOKEN[i] = new WaitAnyResult(WaitResult.WOKEN, i);
        }
        for (WaitResult result : WaitResult.values()) {
            OTHERS.put(result, new WaitAnyResult(result, -1));
        }
    }

    private final WaitResult result;
    private final int index;

    private WaitAnyResult(WaitResult result, int index) {
        this.result = result;
        this.index = index;
    }

    static WaitAnyResult woken(int index) {
        return WOKEN[index];
    }

    static WaitAnyResult of(WaitResult result) {
        return requireNonNull(OTHERS.get(result));
    }

    /** How the wait ended. */
    public WaitResult result() {
        return result;
    }

    /**
     * The index of the woken word, or -1 if none was woken. If several words were woken, the
     * highest index: the other wakes are consumed too, so read every word.
     */
    public int index() {
        return index;
    }

    @Override
    public String toString() {
        return index < 0 ? result.toString() : result + "[" + index + "]";
    }
}
