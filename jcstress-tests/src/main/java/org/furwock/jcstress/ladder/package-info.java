/**
 * The steps of the ladder in {@code org.furwock.drepper}: each test runs a correct step, and the
 * broken twin nested in it is the step that has the flaw. They rest on the scenarios of {@code
 * gate} and {@code lock}, which the steps enter through {@link Rungs}. Start with {@link
 * EventSignal}, beside {@code docs/ladder.md}.
 */
@NullMarked
package org.furwock.jcstress.ladder;

import org.jspecify.annotations.NullMarked;
