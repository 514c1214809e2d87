package org.furwock.futex;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the flight recorder at arm's length: its module may be missing, and an event that is off
 * must cost a test of one flag.
 */
final class WaitEvents {

    private static final boolean AVAILABLE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent()
                    && isReadable(WaitEvents.class.getModule());

    private WaitEvents() {}

    private static boolean isReadable(Module self) {
        return ModuleLayer.boot().findModule("jdk.jfr").map(self::canRead).orElse(false);
    }

    /** An event that has begun, or null if nobody records. */
    static @Nullable FutexWaitEvent begin() {
        // To load the event's class starts the recorder: a tenth of a second, in somebody's wait.
        if (!AVAILABLE || !FlightRecorder.isInitialized() || !FutexWaitEvent.isOn()) {
            return null;
        }
        FutexWaitEvent event = new FutexWaitEvent();
        event.begin();
        return event;
    }

    static void end(
            @Nullable FutexWaitEvent event,
            FutexOperation operation,
            FutexWord word,
            @Nullable Object blocker,
            Object result) {
        if (event == null) {
            return;
        }
        event.end();
        if (event.shouldCommit()) {
            event.address = word.address();
            event.scope = word.scope().name();
            event.operation = operation.kernelName();
            event.blockerClass = blocker == null ? null : blocker.getClass().getName();
            event.result = result.toString();
            event.commit();
        }
    }
}
