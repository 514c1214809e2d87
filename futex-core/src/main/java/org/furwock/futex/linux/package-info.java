/**
 * The kernel's side of the house: system calls, their numbers and structures, and the interruptible
 * sleep. Everything here speaks in addresses and error numbers; what they mean is said one floor
 * up.
 */
@NullMarked
package org.furwock.futex.linux;

import org.jspecify.annotations.NullMarked;
