package org.furwock.profile;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * The flight recorder's event of a long hold, made when the lock has been released. Use it through
 * {@link LockEvents}.
 */
@Name("org.furwock.LockHeldTooLong")
@Label("Lock Held Too Long")
@Category({"Furwock", "Locks"})
@Description("A thread held a lock for as long as furwock.profile.held-too-long, or longer")
@StackTrace
final class LockHeldTooLongEvent extends Event {

    @Label("Lock Class")
    @Nullable String lockClass;

    @Label("Lock Identity")
    @Description("The identity hash code of the lock")
    @Nullable String identity;

    @Label("Creation Site")
    @Description("The code that created the lock")
    @Nullable String creationSite;

    @Label("Held")
    @Description("For at least how long")
    @Timespan(Timespan.NANOSECONDS)
    long held;
}
