/** What the probe runs: the user's own work, under any lock. */
@NullMarked
package org.furwock.bench.probe;

import org.jspecify.annotations.NullMarked;
