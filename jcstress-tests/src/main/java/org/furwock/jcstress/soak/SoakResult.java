package org.furwock.jcstress.soak;

import org.jspecify.annotations.Nullable;

/**
 * What came of a work.
 *
 * @param name of the task
 * @param operations that were done
 * @param interrupts that were sent, each of which was noticed once
 * @param timeOuts waits that were given up for time
 * @param wakes for nothing
 * @param loss what went wrong, or null
 */
public record SoakResult(
        String name,
        long operations,
        long interrupts,
        long timeOuts,
        long wakes,
        @Nullable String loss) {

    /** Both together. */
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
