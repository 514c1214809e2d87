/** Seeds flaws into the byte code of the library, and looks which test notices each of them. */
@NullMarked
package org.furwock.jcstress.mutate;

import org.jspecify.annotations.NullMarked;
