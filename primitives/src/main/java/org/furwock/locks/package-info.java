/**
 * Locks that replace those of {@code java.util.concurrent.locks} by renaming the type. The state of
 * a lock is a field, its waiters are in a queue, and each thread sleeps at a futex word of its own.
 * Start with {@link org.furwock.locks.FutexReentrantLock}; {@code QueuedLock} has the algorithm.
 */
@NullMarked
package org.furwock.locks;

import org.jspecify.annotations.NullMarked;
