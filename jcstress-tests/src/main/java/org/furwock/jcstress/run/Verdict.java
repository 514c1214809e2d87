package org.furwock.jcstress.run;

/** The verdict on a test after all its runs, the worst last. */
enum Verdict {
    /** Every outcome was an accepted one. */
    OK("ok"),
    /** A forbidden outcome was seen. */
    FORBIDDEN("FORBIDDEN"),
    /** A thread was never woken: the watchdog, or jcstress itself, ended the JVM. */
    HUNG("HUNG"),
    /** No result: the JVM failed, or there was no sample. */
    ERROR("ERROR");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** Whether the run has found a flaw. */
    boolean isFlaw() {
        return this == FORBIDDEN || this == HUNG;
    }

    @Override
    public String toString() {
        return text;
    }
}
