/**
 * How threads wait: all numbers that decide it ({@link org.furwock.waiting.WaitPolicy}), the time
 * awake before a sleep ({@link org.furwock.waiting.Backoff}), predicates, and interrupts. {@code
 * org.furwock.locks} and {@code org.furwock.sync} share this package; it is not exported. Start
 * with {@code WaitPolicy}.
 */
@NullMarked
package org.furwock.waiting;

import org.jspecify.annotations.NullMarked;
