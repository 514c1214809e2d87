package org.furwock.jcstress.mutate;

/**
 * The end of a run of tests.
 *
 * @param kind passed, failed or hung
 * @param test the test that failed or hung, by JUnit's unique id or its name; empty if none did
 * @param detail the message of the failure
 * @param nanos length of the run
 */
record Outcome(Kind kind, String test, String detail, long nanos) {

    /** The kind of the end. */
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
