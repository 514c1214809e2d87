/**
 * Competitors that are not Java: a C program that does the same work with futexes and pthreads. It
 * rests on a C compiler on this machine. Start with {@link CPeer}.
 */
@NullMarked
package org.furwock.bench.peer;

import org.jspecify.annotations.NullMarked;
