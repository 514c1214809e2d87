/**
 * Side-by-side measurement: the contestants of a case take turns, and each turn gives a ratio. It
 * rests on JMH, whose forks or shared JVMs run the benchmarks of {@code jmh}. Start with {@link
 * Comparison}, then {@link Catalogue}, which lists the cases.
 */
@NullMarked
package org.furwock.bench.compare;

import org.jspecify.annotations.NullMarked;
