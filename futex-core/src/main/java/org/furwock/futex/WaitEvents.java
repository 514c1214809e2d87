package org.furwock.futex;

import jdk.jfr.FlightRecorder;
import org.furwock.futex.lowlevel.FlightRecording;
import org.jspecify.annotations.Nullable;

/**
 * The events of Java Flight Recorder. Its module may be missing; an event that is disabled costs
 * one branch.
 *
 * <p>Without memory or stack, an event is left out: an error after the sleep would lose the wake
 * that ended the sleep.
 */
final class WaitEvents {

    private static final boolean AVAILABLE =
            FlightRecording.isAvailableTo(WaitEvents.class.getModule());

    private WaitEvents() {}

    /** A started event; null if recording is off, or if the event must be left out. */
    static @Nullable FutexWaitEvent begin() {
        try {
            return AVAILABLE ? beginIfRecorded() : null;
        } catch (OutOfMemoryError | StackOverflowError e) {
            return null;
        }
    }

    private static @Nullable FutexWaitEvent beginIfRecorded() {
        // Loading the event's class starts the recorder, which would take 0.1 s of this wait.
        if (!FlightRecorder.isInitialized() || !FutexWaitEvent.isOn()) {
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
        try {
            commit(event, operation, word, blocker, result);
        } catch (OutOfMemoryError | StackOverflowError e) {
            return; // without it: see above
        }
    }

    private static void commit(
            FutexWaitEvent event,
            FutexOperation operation,
            FutexWord word,
            @Nullable Object blocker,
            Object result) {
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
