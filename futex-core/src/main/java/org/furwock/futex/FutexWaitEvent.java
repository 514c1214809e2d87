package org.furwock.futex;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The flight recorder's event of one wait. Use it through {@link WaitEvents}. */
@Name("org.furwock.FutexWait")
@Label("Futex Wait")
@Category({"Furwock", "Futex"})
@Description("A thread waited on a futex word")
@StackTrace
final class FutexWaitEvent extends Event {

    private static final FutexWaitEvent PROBE = new FutexWaitEvent();

    @Label("Word Address")
    long address;

    @Label("Scope")
    @Nullable String scope;

    @Label("Operation")
    @Nullable String operation;

    @Label("Blocker Class")
    @Nullable String blockerClass;

    @Label("Result")
    @Nullable String result;

    static boolean isOn() {
        return PROBE.isEnabled();
    }
}
