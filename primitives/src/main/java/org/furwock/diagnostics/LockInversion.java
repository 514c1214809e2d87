package org.furwock.diagnostics;

import java.util.List;

/**
 * Locks that threads acquire in orders that contradict each other. If the threads had come at the
 * same time, they could have waited for each other for ever.
 *
 * @param steps the orders, as a cycle: the wanted lock of each step is the held lock of the next
 *     one, and that of the last step is the held lock of the first. The last step was seen last.
 * @since 1.0
 */
public record LockInversion(List<Step> steps) {

    /**
     * One order.
     *
     * @param held the lock that the thread held: its name, or its class and creation site
     * @param wanted the lock that it asked for
     * @param thread the name of the thread that did so first
     * @param stack where it asked, the innermost frame first
     */
    public record Step(String held, String wanted, String thread, List<StackTraceElement> stack) {

        /** Copies the stack. */
        public Step {
            stack = List.copyOf(stack);
        }
    }

    /** Copies the steps. */
    public LockInversion {
        steps = List.copyOf(steps);
    }

    /** The orders with their stacks, as readable text. */
    public String describe() {
        StringBuilder text = new StringBuilder("Inversion of the order of locks:");
        for (Step step : steps) {
            text.append("\n\"").append(step.thread()).append("\" held ").append(step.held());
            text.append(" and asked for ").append(step.wanted());
            for (StackTraceElement frame : step.stack()) {
                text.append("\n    at ").append(frame);
            }
        }
        return text.toString();
    }
}
