package org.furwock.futex;

import java.util.concurrent.atomic.AtomicBoolean;
import org.furwock.futex.lowlevel.Log;

/** Logs one line if this process could have a faster engine. */
final class EngineLog {

    private static final AtomicBoolean REPORTED = new AtomicBoolean();

    private EngineLog() {}

    /** Logs at most once in a process. */
    static void report(EngineInfo info, String lost) {
        if (!lost.isEmpty() && REPORTED.compareAndSet(false, true)) {
            Log.warn(
                    EngineInfo.class,
                    "The engine is " + info.name() + ", which is not the fastest here: " + lost);
        }
    }
}
