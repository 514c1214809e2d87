/**
 * The soak: a long run of all primitives under injected faults. It rests on the primitives, and on
 * the gates and reference locks of {@code gate}, {@code lock} and {@code condition}. Start with
 * {@link SoakRun}, which has the phases, then {@link LockWork}, which is one task.
 */
@NullMarked
package org.furwock.jcstress.soak;

import org.jspecify.annotations.NullMarked;
