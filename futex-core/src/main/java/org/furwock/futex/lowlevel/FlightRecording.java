package org.furwock.futex.lowlevel;

/** Tells whether events of the flight recorder can be made. Its module may be missing. */
public final class FlightRecording {

    private FlightRecording() {}

    /** Whether the module {@code jdk.jfr} is there, and that module reads it. */
    public static boolean isAvailableTo(Module user) {
        return ModuleLayer.boot().findModule("jdk.jfr").map(user::canRead).orElse(false);
    }
}
