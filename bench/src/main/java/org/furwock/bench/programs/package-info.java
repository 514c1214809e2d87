/**
 * Real programs: unchanged libraries, each driven by several threads. One side runs with the JDK's
 * locks, the other with ours; nothing else differs. They rest on {@code agent}, which swaps the
 * locks, and on libraries in a folder beside the jar of bench: only these programs need their eight
 * megabytes, and the start of the jar must not pay for them. Start with {@link ProgramKind}, then
 * {@link QueueProgram}.
 */
@NullMarked
package org.furwock.bench.programs;

import org.jspecify.annotations.NullMarked;
