package org.furwock.jcstress;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets two actors start together. jcstress lets them run through their samples in parallel, which
 * is enough for sections of nanoseconds. If threads sleep and wake, they drift apart.
 */
public final class Meeting {

    private final AtomicInteger missing = new AtomicInteger(2);

    /** Waits for the other actor. */
    public void meet() {
        missing.decrementAndGet();
        Pace.until(() -> missing.get() <= 0);
    }
}
