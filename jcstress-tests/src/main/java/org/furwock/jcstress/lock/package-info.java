/**
 * Scenarios for any {@link java.util.concurrent.locks.Lock}, with their broken twins. They rest on
 * {@link ReferenceMutex}, a correct small mutex of which each twin changes one step. Start with
 * {@link LockExclusion}, then {@link LockWakeup}.
 */
@NullMarked
package org.furwock.jcstress.lock;

import org.jspecify.annotations.NullMarked;
