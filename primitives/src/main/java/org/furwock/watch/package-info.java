/**
 * Internal: knows which threads wait for locks that have owners, finds deadlocks among them, and
 * checks the order in which threads lock.
 */
@NullMarked
package org.furwock.watch;

import org.jspecify.annotations.NullMarked;
