package org.furwock.bench.locks;

import java.time.Duration;

/**
 * How long a thread waited for another one, in total.
 *
 * @param waiter the name of the thread that waited
 * @param owner the name of the thread that held the lock when the wait began
 * @param site the locks
 * @param times how often
 * @param total for how long
 */
record WaitsFor(String waiter, String owner, String site, long times, Duration total) {

    WaitsFor plus(WaitsFor more) {
        return new WaitsFor(waiter, owner, site, times + more.times, total.plus(more.total));
    }
}
