package org.furwock.jcstress.mutate;

/** A mutant's pattern does not fit the class any more: the list must follow the code. */
final class StalePatternException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StalePatternException(String message) {
        super(message);
    }

    StalePatternException(String message, Throwable cause) {
        super(message, cause);
    }
}
