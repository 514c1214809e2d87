package org.furwock.jcstress.soak;

/** Something does not hold. */
final class Loss extends AssertionError {

    private static final long serialVersionUID = 1L;

    Loss(String message) {
        super(message);
    }

    /** Says so if it does not hold. */
    static void unless(boolean holds, String message) {
        if (!holds) {
            throw new Loss(message);
        }
    }

    /** Says so if something was counted wrong. */
    static void unlessEqual(long expected, long found, String what) {
        if (expected != found) {
            throw new Loss(what + ": " + found + " instead of " + expected);
        }
    }
}
