package org.furwock.diagnostics;

import java.util.List;

/**
 * The locks of this library, for JMX. {@code org.furwock.locks.LockDiagnostics} registers it under
 * {@value #NAME}.
 *
 * @since 1.0
 */
public interface LocksMXBean {

    /** The name of the bean. */
    String NAME = "org.furwock:type=Locks";

    /** The number of threads, platform and virtual, that now wait for locks with owners. */
    int getWaitingThreadCount();

    /** The locks that have names. */
    List<NamedLock> getNamedLocks();

    /** The number of present deadlocks. */
    int getDeadlockCount();

    /** The present deadlocks with the stacks of their threads, as readable text. */
    String dumpDeadlocks();

    /** The inversions of the lock order that were logged, with their stacks, as readable text. */
    String dumpInversions();
}
