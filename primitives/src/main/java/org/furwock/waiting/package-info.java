/**
 * How threads wait: every number that decides it ({@link org.furwock.waiting.WaitPolicy}), staying
 * awake for a short wait ({@link org.furwock.waiting.Backoff}), and interrupts. {@code
 * org.furwock.locks} and {@code org.furwock.sync} share this package; it is not exported. Start
 * with {@code WaitPolicy}.
 */
@NullMarked
package org.furwock.waiting;

import org.jspecify.annotations.NullMarked;
