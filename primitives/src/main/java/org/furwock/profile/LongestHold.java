package org.furwock.profile;

import java.time.Duration;
import java.util.List;

/**
 * The longest hold of a site's locks that was seen.
 *
 * @param held the length of the hold
 * @param thread the name of the thread that held the lock
 * @param stack where it released the lock, the innermost frame first
 * @since 1.0
 */
public record LongestHold(Duration held, String thread, List<StackTraceElement> stack) {

    /** Copies the stack. */
    public LongestHold {
        stack = List.copyOf(stack);
    }
}
