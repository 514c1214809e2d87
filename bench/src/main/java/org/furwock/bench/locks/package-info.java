/** Reads a flight recording, and shows its locks as a table and as a page. */
@NullMarked
package org.furwock.bench.locks;

import org.jspecify.annotations.NullMarked;
