package org.furwock.jcstress.mutate;

/** Bounds on the time that tests may run. */
@FunctionalInterface
interface Bounds {

    /**
     * The time that a test may take.
     *
     * @param millis milliseconds in total
     * @param stillMillis milliseconds in which all threads of its JVM sleep
     */
    record Bound(long millis, long stillMillis) {}

    /** The bound for a test, by JUnit's unique id; for the time between two tests, if empty. */
    Bound of(String test);
}
