/** How jcstress is run, and what is said of its results. */
@NullMarked
package org.furwock.jcstress.run;

import org.jspecify.annotations.NullMarked;
