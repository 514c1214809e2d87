package org.furwock.jcstress.mutate;

import java.util.Locale;

/**
 * Tests that may notice a mutant: a class of tests and the way to run it, or a stress test.
 *
 * @param mode how to run it
 * @param test the name of the class, or of the stress test
 */
record Check(Mode mode, String test) {

    private static final String ROOT = "org.furwock.";
    private static final String STRESS = "org.furwock.jcstress.";

    /** The way to run the JVM of a test. */
    enum Mode {
        /** The engine over JNA. */
        KERNEL,
        /** The parking lot alone. */
        EMULATED,
        /** The engine over JNA; drop-in locks sleep by LockSupport. */
        PARK,
        /** The model checker. */
        MODEL,
        /** jcstress. */
        STRESS,
        /** jcstress; each release of a drop-in lock has a fence of its own. */
        STRESS_EXCHANGE;

        /** Whether jcstress runs it. */
        boolean isStress() {
            return this == STRESS || this == STRESS_EXCHANGE;
        }
    }

    static Check kernel(String test) {
        return new Check(Mode.KERNEL, ROOT + test);
    }

    static Check emulated(String test) {
        return new Check(Mode.EMULATED, ROOT + test);
    }

    static Check park(String test) {
        return new Check(Mode.PARK, ROOT + test);
    }

    static Check model(String test) {
        return new Check(Mode.MODEL, ROOT + test);
    }

    static Check stress(String test) {
        return new Check(Mode.STRESS, STRESS + test);
    }

    static Check exchange(String test) {
        return new Check(Mode.STRESS_EXCHANGE, STRESS + test);
    }

    @Override
    public String toString() {
        return test.substring(ROOT.length()) + " (" + mode.name().toLowerCase(Locale.ROOT) + ")";
    }
}
