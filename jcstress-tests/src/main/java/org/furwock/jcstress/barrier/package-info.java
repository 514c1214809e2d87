/** {@link org.furwock.sync.Barrier}: generations. */
@NullMarked
package org.furwock.jcstress.barrier;

import org.jspecify.annotations.NullMarked;
