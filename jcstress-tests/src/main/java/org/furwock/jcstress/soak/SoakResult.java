package org.furwock.jcstress.soak;

import org.jspecify.annotations.Nullable;

/**
 * The result of one task.
 *
 * @param name of the task
 * @param operations completed
 * @param interrupts sent, each of which was noticed once
 * @param timeOuts waits that ended with a time-out
 * @param wakes spurious wakes that were sent
 * @param loss what went wrong, or null
 */
public record SoakResult(
        String name,
        long operations,
        long interrupts,
        long timeOuts,
        long wakes,
        @Nullable String loss) {

    /** The sum of both. */
    SoakResult plus(SoakResult other) {
        return new SoakResult(
                name,
                operations + other.operations,
                interrupts + other.interrupts,
                timeOuts + other.timeOuts,
                wakes + other.wakes,
                loss == null ? other.loss : loss);
    }
}
