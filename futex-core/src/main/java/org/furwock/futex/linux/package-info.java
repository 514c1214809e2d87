/**
 * The kernel's futexes: system calls, their numbers and structures, and the interruptible sleep.
 *
 * <p>The package knows addresses and error numbers only; {@code org.furwock.futex} gives them their
 * meaning. Start with {@link org.furwock.futex.linux.NativeCalls}, the seam that JNA and the
 * foreign-function interface implement.
 */
@NullMarked
package org.furwock.futex.linux;

import org.jspecify.annotations.NullMarked;
