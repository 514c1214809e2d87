/**
 * The futex operations of Linux for Java: typed, interruptible, and safe against memory that is
 * unmapped under a sleeping thread.
 *
 * <p>Start with {@link org.furwock.futex.FutexWord}, the word that threads change and wait on, and
 * {@link org.furwock.futex.Futex}, the operations on it. Below them stand {@code
 * org.furwock.futex.linux}, the system calls, and {@code org.furwock.futex.parking}, futexes in
 * plain Java. Locks built from these operations are in the module {@code org.furwock.sync}.
 */
@NullMarked
package org.furwock.futex;

import org.jspecify.annotations.NullMarked;
