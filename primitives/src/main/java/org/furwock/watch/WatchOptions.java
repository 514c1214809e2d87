package org.furwock.watch;

import org.furwock.futex.lowlevel.Privileged;
import org.furwock.waiting.Choice;

/**
 * The settings of the checks of locks, read once. They are constants for the compilers, so the code
 * that they guard costs nothing when it is off.
 */
public final class WatchOptions {

    static final String DEADLOCKS_PROPERTY = "furwock.deadlocks";
    static final String PERIOD_PROPERTY = "furwock.deadlocks.period";
    static final String ORDER_PROPERTY = "furwock.order";

    private static final int DEFAULT_MILLIS = 1000;

    /** The mode of the watchdog: {@code -Dfurwock.deadlocks=off|log|throw}. */
    static final WatchMode DEADLOCKS = Choice.of(DEADLOCKS_PROPERTY, WatchMode.OFF);

    /** Whether there is a watchdog. */
    static final boolean WATCHED = DEADLOCKS != WatchMode.OFF;

    /** The period of the watchdog: {@code -Dfurwock.deadlocks.period}, in milliseconds. */
    static final long PERIOD_NANOS =
            1_000_000L
                    * Choice.millis(
                            PERIOD_PROPERTY, Privileged.property(PERIOD_PROPERTY), DEFAULT_MILLIS);

    /** The mode of the lock order: {@code -Dfurwock.order=off|log|throw}. */
    static final WatchMode ORDER = Choice.of(ORDER_PROPERTY, WatchMode.OFF);

    /** Whether the order of locks is checked. */
    public static final boolean ORDER_ON = ORDER != WatchMode.OFF;

    /** Whether any check is on: then locks record where they were created. */
    public static final boolean ANY_ON = ORDER_ON || WATCHED;

    private WatchOptions() {}
}
