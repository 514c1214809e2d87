/**
 * Locks that are held for a block of code: {@link org.furwock.scoped.ScopedLock}, which the locks
 * in {@link org.furwock.locks} and {@link org.furwock.sync} implement.
 */
@NullMarked
package org.furwock.scoped;

import org.jspecify.annotations.NullMarked;
