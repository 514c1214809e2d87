package org.furwock.jcstress.soak;

import java.util.function.IntFunction;

/**
 * What there is to do.
 *
 * @param name what to call it
 * @param work makes the work for so many workers, an even number
 */
public record Task(String name, IntFunction<Work> work) {}
