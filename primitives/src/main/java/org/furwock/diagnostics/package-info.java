/**
 * Reports about locks that block each other: deadlocks, inversions of the lock order, and the bean
 * that shows them. Start with {@code org.furwock.locks.Deadlocks} and {@code
 * org.furwock.locks.LockDiagnostics}.
 */
@NullMarked
package org.furwock.diagnostics;

import org.jspecify.annotations.NullMarked;
