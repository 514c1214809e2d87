/** The bench: what Furwock costs and gains on this machine. */
@NullMarked
package org.furwock.bench;

import org.jspecify.annotations.NullMarked;
