package org.furwock.locks;

import java.util.List;
import org.furwock.diagnostics.Deadlock;
import org.furwock.watch.DeadlockFinder;

/**
 * Finds threads, platform and virtual, that wait for each other for ever.
 *
 * <p>Known are the waits for {@link FutexReentrantLock}, {@link FutexReentrantReadWriteLock}, and
 * the mutexes and {@code RwLock} of {@code org.furwock.sync} and {@code org.furwock.sync.shared};
 * their owners, as far as they are threads of this process; and of the read holds of a {@link
 * FutexReentrantReadWriteLock} those of threads that read it often, or of the first 64 threads or
 * so if {@code -Dfurwock.deadlocks} or {@code -Dfurwock.order} is on. Not known are the readers of
 * a {@code RwLock}, monitors, and the locks of the JDK.
 *
 * <p>A wait with a time limit, or of an interrupted thread that an interrupt ends, is not part of a
 * deadlock. None is reported that was not there.
 *
 * <p><b>Watchdog.</b> With {@code -Dfurwock.deadlocks=log} a daemon thread looks every second while
 * threads wait, and logs each deadlock once, by the {@link System.Logger} named {@code
 * org.furwock.diagnostics.Deadlock}. {@code -Dfurwock.deadlocks.period} changes the second, in
 * milliseconds. With {@code throw} it also has one wait fail with a {@link
 * org.furwock.diagnostics.DeadlockVictimException}: one for a drop-in lock or a {@code Mutex} that
 * does not end an {@code await}. If there is none, it only logs.
 *
 * @since 1.0
 */
public final class Deadlocks {

    private Deadlocks() {}

    /** The deadlocks of this moment; no thread is stopped for the search. */
    public static List<Deadlock> find() {
        return DeadlockFinder.find();
    }

    /** The deadlocks of this moment as a text for people. */
    public static String dump() {
        return LockDiagnostics.dump(find(), Deadlock::describe, "No deadlock.");
    }
}
