package org.furwock.profile;

import org.jspecify.annotations.Nullable;

/**
 * The profile of the locks that one place of the program has created.
 *
 * @param lockClass the name of their class; of a read-write lock, that of its read or write lock
 * @param site the place, as {@code class.method(file:line)}
 * @param acquisitions how often they were acquired, not counting reentrant acquisitions; estimated
 *     from a sample
 * @param contended how often a thread found one taken, and waited or gave up at the end of its time
 * @param waits how long those threads waited
 * @param holds how long the locks were held; from a sample, each hold counted as often as it stands
 *     for
 * @param longestHold the longest hold that was seen; null while there is none
 * @since 1.0
 */
public record LockSiteProfile(
        String lockClass,
        String site,
        long acquisitions,
        long contended,
        Times waits,
        Times holds,
        @Nullable LongestHold longestHold) {}
