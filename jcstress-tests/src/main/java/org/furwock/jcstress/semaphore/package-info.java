/**
 * {@link org.furwock.sync.Semaphore} in the scenarios for locks, and a test of its permits. They
 * rest on {@link SemaphoreLock}, which makes a lock of a semaphore. Start with {@link
 * SemaphorePermits}.
 */
@NullMarked
package org.furwock.jcstress.semaphore;

import org.jspecify.annotations.NullMarked;
