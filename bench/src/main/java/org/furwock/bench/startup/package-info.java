/**
 * Measures the cost of the first use of a lock, in time and in loaded classes. It rests on the
 * locks of the library and on fresh JVMs. Start with {@link StartUp}.
 */
@NullMarked
package org.furwock.bench.startup;

import org.jspecify.annotations.NullMarked;
