/**
 * Real programs: libraries that are not changed, each driven by several threads. One side runs with
 * the JDK's locks, the other with ours, which the agent puts in; nothing else differs. The
 * libraries are not in the jar of bench but in a folder beside it: they are eight megabytes that
 * nothing but this needs, and the jar's start must not pay for them.
 */
@NullMarked
package org.furwock.bench.programs;

import org.jspecify.annotations.NullMarked;
