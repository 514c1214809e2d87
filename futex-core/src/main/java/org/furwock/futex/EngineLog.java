package org.furwock.futex;

import java.util.ServiceConfigurationError;
import java.util.concurrent.atomic.AtomicBoolean;
import org.furwock.futex.lowlevel.Privileged;

/** Logs one line if this process could have a faster engine. */
final class EngineLog {

    private static final AtomicBoolean REPORTED = new AtomicBoolean();

    private EngineLog() {}

    /** Logs at most once in a process. */
    static void report(EngineInfo info, String lost) {
        if (!lost.isEmpty() && REPORTED.compareAndSet(false, true)) {
            write("The engine is " + info.name() + ", which is not the fastest here: " + lost);
        }
    }

    /** A lock must not fail because logging fails. */
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
