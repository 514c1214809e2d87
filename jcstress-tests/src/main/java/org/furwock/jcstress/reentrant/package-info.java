/** {@link org.furwock.locks.FutexReentrantLock} under scenarios for locks, and its release. */
@NullMarked
package org.furwock.jcstress.reentrant;

import org.jspecify.annotations.NullMarked;
