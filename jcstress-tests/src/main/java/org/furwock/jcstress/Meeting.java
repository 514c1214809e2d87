package org.furwock.jcstress;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets two actors set off together. jcstress itself lets them run through their samples side by
 * side, which is enough for sections of nanoseconds; where threads sleep and wake they would drift
 * apart.
 */
public final class Meeting {

    private final AtomicInteger missing = new AtomicInteger(2);

    /** Waits for the other one. */
    public void meet() {
        missing.decrementAndGet();
        Pace.until(() -> missing.get() <= 0);
    }
}
