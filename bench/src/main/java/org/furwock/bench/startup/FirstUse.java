package org.furwock.bench.startup;

/**
 * The first use of a lock in a JVM.
 *
 * @param lock the name of the lock
 * @param lockMillis from {@code new} to the end of the first unlock
 * @param lockClasses the number of classes loaded for that
 * @param waitMillis until the first thread has waited for the lock and acquired it
 * @param waitClasses the number of further classes loaded for that
 */
public record FirstUse(
        String lock, double lockMillis, long lockClasses, double waitMillis, long waitClasses) {}
