/** Scenarios for conditions, and {@link org.furwock.sync.MutexCondition} under them. */
@NullMarked
package org.furwock.jcstress.condition;

import org.jspecify.annotations.NullMarked;
