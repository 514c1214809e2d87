package org.furwock.futex.lowlevel;

/** This library's lines in the program's log. */
public final class Log {

    private Log() {}

    /**
     * Logs a warning. A lock must not fail because the program's handler does, whatever the handler
     * throws: the standard error stream gets the warning then.
     */
    public static void warn(Class<?> source, String line) {
        try {
            System.Logger logger = Privileged.call(() -> System.getLogger(source.getName()));
            logger.log(System.Logger.Level.WARNING, line);
        } catch (RuntimeException | Error e) {
            System.err.println(line + " (not logged: " + e + ")");
        }
    }
}
