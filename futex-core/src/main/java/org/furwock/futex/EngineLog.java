package org.furwock.futex;

import java.util.ServiceConfigurationError;
import java.util.concurrent.atomic.AtomicBoolean;
import org.furwock.futex.lowlevel.Privileged;

/** One line for whoever runs the program, if he could have a faster engine. */
final class EngineLog {

    private static final AtomicBoolean REPORTED = new AtomicBoolean();

    private EngineLog() {}

    /** Once in a process, and only if something was lost. */
    static void report(EngineInfo info, String lost) {
        if (!lost.isEmpty() && REPORTED.compareAndSet(false, true)) {
            write("The engine is " + info.name() + ", which is not the fastest here: " + lost);
        }
    }

    /** A lock must not fail because logging does. */
    private static void write(String line) {
        try {
            System.Logger logger =
                    Privileged.call(() -> System.getLogger(EngineInfo.class.getName()));
            logger.log(System.Logger.Level.WARNING, line);
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            System.err.println(line + " (not logged: " + e + ")");
        }
    }
}
