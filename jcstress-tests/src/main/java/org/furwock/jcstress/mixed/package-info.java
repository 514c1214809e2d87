/** Platform and virtual threads wait for the same thing; on a JDK that has both. */
@NullMarked
package org.furwock.jcstress.mixed;

import org.jspecify.annotations.NullMarked;
