/** Peers that are not Java. */
@NullMarked
package org.furwock.bench.peer;

import org.jspecify.annotations.NullMarked;
