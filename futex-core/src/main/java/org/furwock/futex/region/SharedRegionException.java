package org.furwock.futex.region;

/**
 * What stands in a shared region, or in the place of one, is not what it has to be. The message
 * says where, what was found and what was expected. Nothing has been changed.
 */
public final class SharedRegionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message that says it all. */
    public SharedRegionException(String message) {
        super(message);
    }

    /** Where something stands, what it is called, what was found there and what was expected. */
    public static SharedRegionException mismatch(
            Object where, String what, Object found, Object expected) {
        return new SharedRegionException(
                where + ": " + what + ": found " + found + ", expected " + expected);
    }
}
