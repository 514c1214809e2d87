package org.furwock.jcstress.soak;

import java.util.function.IntFunction;

/**
 * A task of the soak.
 *
 * @param name for the table
 * @param work makes the work for an even number of workers
 */
public record Task(String name, IntFunction<Work> work) {}
