package org.furwock.bench.startup;

/**
 * The first use of a lock in a JVM.
 *
 * @param lock its name
 * @param lockMillis from {@code new} to the end of the first unlock
 * @param lockClasses how many classes that loaded
 * @param waitMillis until a first thread has waited for it and got it
 * @param waitClasses how many more classes that loaded
 */
public record FirstUse(
        String lock, double lockMillis, long lockClasses, double waitMillis, long waitClasses) {}
