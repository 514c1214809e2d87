package org.furwock.bench.locks;

import java.time.Duration;

/**
 * The total time that one thread waited for another.
 *
 * @param waiter the name of the thread that waited
 * @param owner the name of the thread that held the lock when the wait began
 * @param site the site of the locks
 * @param times the number of waits
 * @param total the total time
 */
record WaitsFor(String waiter, String owner, String site, long times, Duration total) {

    WaitsFor plus(WaitsFor more) {
        return new WaitsFor(waiter, owner, site, times + more.times, total.plus(more.total));
    }
}
