/** The scenarios with a lock or a gate of somebody else's. */
@NullMarked
package org.furwock.jcstress.own;

import org.jspecify.annotations.NullMarked;
