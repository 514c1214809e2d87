package org.furwock.profile;

import org.jspecify.annotations.Nullable;

/**
 * The profile of the locks that one place of the program has created.
 *
 * @param lockClass the name of their class; of a read-write lock, that of its read or write lock
 * @param site the place, as {@code class.method(file:line)}
 * @param acquisitions the number of acquisitions without reentrant ones, estimated from samples
 * @param contended the number of waits, including those that ended by a time-out
 * @param waits the lengths of these waits
 * @param holds the lengths of the holds; each sample is counted as often as it stands for
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
