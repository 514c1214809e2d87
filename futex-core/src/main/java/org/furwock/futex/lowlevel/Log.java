package org.furwock.futex.lowlevel;

import java.util.ServiceConfigurationError;

/** This library's lines in the program's log. */
public final class Log {

    private Log() {}

    /** Logs a warning; a lock must not fail because logging does. */
    public static void warn(Class<?> source, String line) {
        try {
            System.Logger logger = Privileged.call(() -> System.getLogger(source.getName()));
            logger.log(System.Logger.Level.WARNING, line);
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            System.err.println(line + " (not logged: " + e + ")");
        }
    }
}
