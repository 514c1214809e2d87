/**
 * The steps of the ladder in {@code org.furwock.drepper}. Each test runs a correct step; the broken
 * twin nested in it runs the step with the flaw. The tests rest on the scenarios of {@code gate}
 * and {@code lock}. {@link Rungs} adapts the steps to them. Start with {@link EventSignal}, beside
 * {@code docs/ladder.md}.
 */
@NullMarked
package org.furwock.jcstress.ladder;

import org.jspecify.annotations.NullMarked;
