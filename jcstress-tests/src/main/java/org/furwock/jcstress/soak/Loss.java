package org.furwock.jcstress.soak;

/** A property that does not hold. */
final class Loss extends AssertionError {

    private static final long serialVersionUID = 1L;

    Loss(String message) {
        super(message);
    }

    /** Throws unless the property holds. */
    static void unless(boolean holds, String message) {
        if (!holds) {
            throw new Loss(message);
        }
    }

    /** Throws unless the counts are equal. */
    static void unlessEqual(long expected, long found, String what) {
        if (expected != found) {
            throw new Loss(what + ": " + found + " instead of " + expected);
        }
    }
}
