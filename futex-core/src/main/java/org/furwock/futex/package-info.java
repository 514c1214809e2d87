/**
 * The futex operations of Linux for Java: typed, interruptible, and safe against memory that goes
 * away under a sleeper.
 *
 * <p>{@link org.furwock.futex.Futex} has the operations, {@link org.furwock.futex.FutexWord} the
 * word that they work on. Locks built from them are in the module {@code org.furwock.sync}.
 */
@NullMarked
package org.furwock.futex;

import org.jspecify.annotations.NullMarked;
