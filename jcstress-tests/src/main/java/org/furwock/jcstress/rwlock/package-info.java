/** {@link org.furwock.sync.RwLock}: readers and writers. */
@NullMarked
package org.furwock.jcstress.rwlock;

import org.jspecify.annotations.NullMarked;
