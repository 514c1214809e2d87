/**
 * A workload of the user, run under any lock, and the cost of the lock profile. It rests on JMH
 * through {@code jmh}, and on all locks that {@link Locks} names. Start with {@link LockWorkload}.
 */
@NullMarked
package org.furwock.bench.probe;

import org.jspecify.annotations.NullMarked;
