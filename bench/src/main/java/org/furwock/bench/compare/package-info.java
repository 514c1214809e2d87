/** Side-by-side measurement: who runs against whom, in turns, and what the ratios say. */
@NullMarked
package org.furwock.bench.compare;

import org.jspecify.annotations.NullMarked;
