/**
 * Futexes in plain Java: queues of waiters keyed by address. They serve virtual threads beside the
 * kernel, and are the whole engine where there is no kernel to ask.
 */
@NullMarked
package org.furwock.futex.emulated;

import org.jspecify.annotations.NullMarked;
