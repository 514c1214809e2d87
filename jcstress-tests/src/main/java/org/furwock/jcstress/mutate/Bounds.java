package org.furwock.jcstress.mutate;

/** For how long tests may run. */
@FunctionalInterface
interface Bounds {

    /**
     * The time that a test may take.
     *
     * @param millis milliseconds in total
     * @param stillMillis milliseconds in which all threads of its JVM sleep
     */
    record Bound(long millis, long stillMillis) {}

    /** For a test, by JUnit's unique id; for the time between two tests, if that is empty. */
    Bound of(String test);
}
