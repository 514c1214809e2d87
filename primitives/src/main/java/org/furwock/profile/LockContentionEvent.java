package org.furwock.profile;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** The flight recorder's event of one wait for a lock. Use it through {@link LockEvents}. */
@Name("org.furwock.LockContention")
@Label("Lock Contention")
@Category({"Furwock", "Locks"})
@Description("A thread waited for a lock that another thread held")
@Threshold("20 ms")
@StackTrace
final class LockContentionEvent extends Event {

    private static final LockContentionEvent PROBE = new LockContentionEvent();

    @Label("Lock Class")
    @Nullable String lockClass;

    @Label("Lock Identity")
    @Description("The identity hash code of the lock")
    @Nullable String identity;

    @Label("Creation Site")
    @Description("The code that created the lock")
    @Nullable String creationSite;

    @Label("Owner")
    @Description("The thread that held the lock when the wait began, if it was seen")
    @Nullable Thread owner;

    @Label("Owner Name")
    @Description("Its name; the recorder may not know a thread that has made no event")
    @Nullable String ownerName;

    @Label("Acquired")
    @Description("False if the wait was interrupted or timed out")
    boolean acquired;

    static boolean isOn() {
        return PROBE.isEnabled();
    }
}
