package org.furwock.profile;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** The flight recorder's event of a site's profile since the start of the process. */
@Name("org.furwock.LockSite")
@Label("Lock Site")
@Category({"Furwock", "Locks"})
@Description("The profile of the locks that one place created, since the start of the process")
@Period("everyChunk")
@StackTrace(false)
final class LockSiteEvent extends Event {

    @Label("Lock Class")
    String lockClass;

    @Label("Creation Site")
    @Description("The code that created the locks")
    String creationSite;

    @Label("Acquisitions")
    @Description("Estimated from a sample")
    long acquisitions;

    @Label("Contended")
    @Description("How often a thread found one of the locks taken")
    long contended;

    @Label("Total Wait")
    @Timespan(Timespan.NANOSECONDS)
    long totalWait;

    @Label("99th Percentile of Waits")
    @Timespan(Timespan.NANOSECONDS)
    long waitP99;

    @Label("Longest Wait")
    @Timespan(Timespan.NANOSECONDS)
    long longestWait;

    @Label("Median Hold")
    @Timespan(Timespan.NANOSECONDS)
    long holdP50;

    @Label("99th Percentile of Holds")
    @Timespan(Timespan.NANOSECONDS)
    long holdP99;

    @Label("Longest Hold")
    @Timespan(Timespan.NANOSECONDS)
    long longestHold;

    @Label("Longest Holder")
    @Nullable String longestHolder;

    @Label("Stack of the Longest Holder")
    @Nullable String longestHolderStack;

    LockSiteEvent(LockSiteProfile profile) {
        lockClass = profile.lockClass();
        creationSite = profile.site();
        acquisitions = profile.acquisitions();
        contended = profile.contended();
        totalWait = profile.waits().total().toNanos();
        waitP99 = profile.waits().percentile(99).toNanos();
        longestWait = profile.waits().longest().toNanos();
        holdP50 = profile.holds().percentile(50).toNanos();
        holdP99 = profile.holds().percentile(99).toNanos();
        LongestHold longest = profile.longestHold();
        Duration held = profile.holds().longest();
        longestHold = held.toNanos();
        longestHolder = longest == null ? null : longest.thread();
        longestHolderStack =
                longest == null
                        ? null
                        : longest.stack().stream()
                                .map(StackTraceElement::toString)
                                .collect(joining("\n"));
    }
}
