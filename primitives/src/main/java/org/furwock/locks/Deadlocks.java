package org.furwock.locks;

import java.util.List;
import org.furwock.diagnostics.Deadlock;
import org.furwock.watch.DeadlockFinder;

/**
 * Finds deadlocks of platform and virtual threads: cycles of threads that wait for each other for
 * ever.
 *
 * <p>The search knows the waits for {@link FutexReentrantLock}, {@link
 * FutexReentrantReadWriteLock}, and the mutexes and {@code RwLock} of {@code org.furwock.sync} and
 * {@code org.furwock.sync.shared}. It knows those owners of these locks that are threads of this
 * process. It knows the read holds of threads that read a {@link FutexReentrantReadWriteLock}
 * often. With {@code -Dfurwock.deadlocks} or {@code -Dfurwock.order} it knows those of about the
 * first 64 threads that read the lock. It does not know the readers of a {@code RwLock}, monitors,
 * and the locks of the JDK.
 *
 * <p>A wait with a time limit is not part of a deadlock, nor is an interruptible wait of an
 * interrupted thread. Each reported deadlock existed.
 *
 * <p><b>Watchdog.</b> With {@code -Dfurwock.deadlocks=log} a daemon thread looks every second while
 * threads wait, and logs each deadlock once, by the {@link System.Logger} named {@code
 * org.furwock.diagnostics.Deadlock}. {@code -Dfurwock.deadlocks.period} sets another period, in
 * milliseconds. With {@code throw} the thread also makes one wait of the deadlock fail with a
 * {@link org.furwock.diagnostics.DeadlockVictimException}. A wait can fail if it is for a drop-in
 * lock or a {@code Mutex}, and is not the end of an {@code await}. If no wait can fail, the thread
 * only logs.
 *
 * @since 1.0
 */
public final class Deadlocks {

    private Deadlocks() {}

    /** The present deadlocks. The search stops no thread. */
    public static List<Deadlock> find() {
        return DeadlockFinder.find();
    }

    /** The present deadlocks as readable text. */
    public static String dump() {
        return LockDiagnostics.dump(find(), Deadlock::describe, "No deadlock.");
    }
}
