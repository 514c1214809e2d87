/** The raw operations and the access modes of words. */
@NullMarked
package org.furwock.jcstress.futex;

import org.jspecify.annotations.NullMarked;
