/**
 * Scenarios for any {@link java.util.concurrent.locks.ReadWriteLock}, and {@link
 * org.furwock.sync.RwLock} in them; its write lock is also in the scenarios of {@code lock}. They
 * rest on the scenarios here and in {@code lock}. Start with {@link ReadersAndWriter}.
 */
@NullMarked
package org.furwock.jcstress.rwlock;

import org.jspecify.annotations.NullMarked;
