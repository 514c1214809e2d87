/**
 * Scenarios for any {@link java.util.concurrent.locks.Condition}, and {@link
 * org.furwock.sync.MutexCondition} in them. They rest on {@link ReferenceCondition}, of which each
 * broken twin changes one step. Start with {@link ConditionHandOver}, then {@link ConditionTimed}.
 */
@NullMarked
package org.furwock.jcstress.condition;

import org.jspecify.annotations.NullMarked;
