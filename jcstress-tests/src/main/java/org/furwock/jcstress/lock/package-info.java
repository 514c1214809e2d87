/** Scenarios for any {@link java.util.concurrent.locks.Lock}. */
@NullMarked
package org.furwock.jcstress.lock;

import org.jspecify.annotations.NullMarked;
