/**
 * Starts jcstress, reads its results, and prints them. It rests on jcstress alone. Start with
 * {@link Session}.
 */
@NullMarked
package org.furwock.jcstress.run;

import org.jspecify.annotations.NullMarked;
