/** {@link org.furwock.sync.Once}. */
@NullMarked
package org.furwock.jcstress.once;

import org.jspecify.annotations.NullMarked;
