/** Soak: all primitives at work for long, in changing weather. */
@NullMarked
package org.furwock.jcstress.soak;

import org.jspecify.annotations.NullMarked;
