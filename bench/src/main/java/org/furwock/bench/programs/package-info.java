/**
 * Real programs: unchanged libraries, each driven by several threads. One side runs with the JDK's
 * locks, the other with ours. Nothing else differs. The programs rest on {@code agent}, which swaps
 * the locks, and on libraries in a folder next to the jar of bench. Only these programs need the
 * eight megabytes of libraries, so the libraries are not in the jar and do not slow its start.
 * Start with {@link ProgramKind}, then {@link QueueProgram}.
 */
@NullMarked
package org.furwock.bench.programs;

import org.jspecify.annotations.NullMarked;
