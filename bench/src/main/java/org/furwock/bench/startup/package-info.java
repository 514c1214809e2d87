/** What the first use of a lock costs a program, in time and in classes. */
@NullMarked
package org.furwock.bench.startup;

import org.jspecify.annotations.NullMarked;
