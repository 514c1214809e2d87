/** The benchmarks, one class a body, for JMH. */
@NullMarked
package org.furwock.bench.jmh;

import org.jspecify.annotations.NullMarked;
