/**
 * The benchmarks: one class for each kind of work, with the lock or primitive as a parameter. They
 * rest on JMH, and on the library alone. Start with {@link UncontendedLock}, then {@link
 * ContendedLock}.
 */
@NullMarked
package org.furwock.bench.jmh;

import org.jspecify.annotations.NullMarked;
