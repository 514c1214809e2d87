/** Tests of things that are broken on purpose: each must be found. */
@NullMarked
package org.furwock.jcstress.broken;

import org.jspecify.annotations.NullMarked;
