package org.furwock.futex.region;

/**
 * The content of a shared region, or of a file in its place, is not as expected. The message says
 * where, what was found and what was expected. Nothing has been changed.
 *
 * @since 1.0
 */
public final class SharedRegionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a complete message. */
    public SharedRegionException(String message) {
        super(message);
    }

    /** With a message that says where, of what, which value was found and which was expected. */
    public static SharedRegionException mismatch(
            Object where, String what, Object found, Object expected) {
        return new SharedRegionException(
                where + ": " + what + ": found " + found + ", expected " + expected);
    }
}
