package org.furwock.watch;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.furwock.diagnostics.Deadlock;
import org.furwock.futex.lowlevel.Helpers;
import org.furwock.futex.lowlevel.Log;
import org.jspecify.annotations.Nullable;

/**
 * The watchdog: a daemon thread that looks for deadlocks once in a period, while threads wait.
 *
 * <p><b>States.</b>
 *
 * <pre>
 *      running   the watchdog                                  left by
 *  D1  false     does not exist                            a thread that waits: D2
 *  D2  true      looks, or sleeps for a period                 the watchdog, when no thread has
 *                                                              waited for some periods: D3
 *  D3  false     looks at the table once more                  a wait: D2, by the watchdog or by
 *                                                              the waiting thread, not by both;
 *                                                              else D1
 * </pre>
 *
 * <p><b>No wait is overlooked.</b> A thread publishes its wait and then reads {@code running}; the
 * watchdog clears {@code running} and then reads the table. All four accesses are volatile. So
 * either the thread starts a watchdog, or the watchdog stays. It ends when no thread waits, so that
 * it does not keep a class loader reachable.
 *
 * <p><b>Failing.</b> With {@code throw}, one wait of a deadlock fails: the first one that can. A
 * wait that must end with the lock held, such as that of a condition's {@code await}, cannot. A
 * victim reads its verdict and then sleeps on a word, so the wake can come in between. Therefore
 * each later look that finds the cycle wakes the victim again.
 */
final class DeadlockWatch implements Runnable {

    /** The number of periods without waits after which the watchdog ends. */
    private static final int LINGER = 3;

    private static final AtomicBoolean RUNNING = new AtomicBoolean();

    private DeadlockWatch() {}

    /** Loads this class, while there is memory for that. */
    static void load() {}

    /** Called by a thread whose wait is in the table. */
    static void ensureRunning() {
        if (!RUNNING.get() && RUNNING.compareAndSet(false, true)) { // D1, D3 -> D2
            boolean started = false;
            try {
                Thread unused = Helpers.start("furwock-deadlocks", new DeadlockWatch());
                started = true;
            } finally {
                if (!started) {
                    RUNNING.set(false); // the next wait tries again
                }
            }
        }
    }

    @Override
    public void run() {
        boolean over = false;
        try {
            watch();
            over = true;
        } finally {
            if (!over) {
                RUNNING.set(false); // D2 -> D1: an error ends it, the next wait starts another one
            }
        }
    }

    private static void watch() {
        int idle = 0;
        boolean over = false;
        while (!over) {
            LockSupport.parkNanos(WatchOptions.PERIOD_NANOS); // may return early: one look more
            boolean unused = Thread.interrupted(); // otherwise the next sleep ends at once
            idle = WaitTable.waits().isEmpty() ? idle + 1 : 0;
            if (idle == 0) {
                look();
            } else if (idle >= LINGER) {
                RUNNING.set(false); // D2 -> D3
                over = WaitTable.waits().isEmpty() || !RUNNING.compareAndSet(false, true);
            }
        }
    }

    /** One look; by the watchdog, and by tests. */
    static void look() {
        try {
            for (List<WaitRecord> cycle : DeadlockFinder.cycles()) {
                WaitRecord victim = first(cycle, WaitRecord::isVictim);
                if (victim != null) {
                    victim.wake(); // it was not asleep yet when it was woken first
                } else if (!cycle.stream().allMatch(wait -> wait.isReported)) {
                    report(cycle);
                }
            }
        } catch (OutOfMemoryError e) {
            return; // a later look will find it
        }
    }

    private static void report(List<WaitRecord> cycle) {
        Deadlock deadlock = DeadlockFinder.describe(cycle);
        if (deadlock == null) {
            return; // it has ended
        }
        String text = deadlock.describe();
        cycle.forEach(wait -> wait.isReported = true);
        if (WatchOptions.DEADLOCKS == WatchMode.THROW) {
            WaitRecord victim = first(cycle, WaitRecord::mayFail);
            if (victim != null) {
                victim.fail(deadlock); // before the log, which may need a lock of the deadlock
                Thread thread = deadlock.links().get(cycle.indexOf(victim)).thread();
                text += "\nThe wait of \"" + thread.getName() + "\" fails.";
            } else {
                text += "\nNone of the waits can fail.";
            }
        }
        Log.warn(Deadlock.class, text);
    }

    private static @Nullable WaitRecord first(
            List<WaitRecord> cycle, Predicate<WaitRecord> property) {
        return cycle.stream().filter(property).findFirst().orElse(null);
    }
}
