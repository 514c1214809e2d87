package org.furwock.jcstress.mutate;

/**
 * How a run of tests ended.
 *
 * @param kind how
 * @param test the one that failed or hung, by JUnit's unique id or its name; empty if none did
 * @param detail what it said
 * @param nanos how long the run took
 */
record Outcome(Kind kind, String test, String detail, long nanos) {

    /** How. */
    enum Kind {
        /** All tests passed. */
        PASSED,
        /** One failed. */
        FAILED,
        /** One did not end. */
        HUNG,
        /** The JVM ended without a verdict, as a flaw can make it. */
        CRASHED
    }

    boolean passed() {
        return kind == Kind.PASSED;
    }
}
