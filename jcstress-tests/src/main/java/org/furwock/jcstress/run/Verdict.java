package org.furwock.jcstress.run;

/** What is to be said of a test after all its runs, the worst last. */
enum Verdict {
    /** Every outcome was an accepted one. */
    OK("ok"),
    /** An outcome that must not be. */
    FORBIDDEN("FORBIDDEN"),
    /** A thread was forgotten: the watchdog, or jcstress itself, ended the JVM. */
    HUNG("HUNG"),
    /** Nothing was learned: the JVM failed, or there was no sample. */
    ERROR("ERROR");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** Whether the test has shown a flaw of what it tests. */
    boolean isFlaw() {
        return this == FORBIDDEN || this == HUNG;
    }

    @Override
    public String toString() {
        return text;
    }
}
