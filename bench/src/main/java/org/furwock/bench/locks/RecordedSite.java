package org.furwock.bench.locks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one class that were created at one place, as recorded.
 *
 * @param lockClass the name of their class
 * @param site the place of their creation; for the JDK's events, the place of the wait
 * @param acquisitions the number of acquisitions; -1 if the recording does not have it
 * @param contended the number of waits
 * @param totalWait the total time of all waits
 * @param longestWait the longest wait
 * @param holdP99 the 99th percentile of holds; zero if the recording does not have it
 * @param longestHold the longest hold; zero if the recording does not have it
 * @param holder the thread of the longest hold
 * @param holderStack the stack of that thread at the release of the lock
 */
record RecordedSite(
        String lockClass,
        String site,
        long acquisitions,
        long contended,
        Duration totalWait,
        Duration longestWait,
        Duration holdP99,
        Duration longestHold,
        @Nullable String holder,
        @Nullable String holderStack) {

    private static final String JDK = "java.util.concurrent.";
    private static final String OURS = "org.furwock.";

    /** This site with one more wait. */
    RecordedSite withWait(Duration wait) {
        return new RecordedSite(
                lockClass,
                site,
                acquisitions,
                contended + 1,
                totalWait.plus(wait),
                wait.compareTo(longestWait) > 0 ? wait : longestWait,
                holdP99,
                longestHold,
                holder,
                holderStack);
    }

    /** A site of which the recording has waits only. */
    static RecordedSite ofWaits(String lockClass, String site) {
        return new RecordedSite(
                lockClass,
                site,
                -1,
                0,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                null,
                null);
    }

    /** The advice for the site, in a few words. */
    String advice() {
        if (contended == 0) {
            return "leave";
        }
        if (longestHold.toMillis() >= 20) {
            return "hold it shorter";
        }
        if (lockClass.startsWith(OURS)) {
            return "swapped already";
        }
        return lockClass.startsWith(JDK) ? "swap" : "make it a Lock";
    }

    boolean isToSwap() {
        return advice().equals("swap");
    }

    /** The class without its package. */
    String shortClass() {
        return lockClass.substring(lockClass.lastIndexOf('.') + 1).replace('$', '.');
    }
}
