/** {@link org.furwock.sync.Semaphore} as a lock, and its permits. */
@NullMarked
package org.furwock.jcstress.semaphore;

import org.jspecify.annotations.NullMarked;
