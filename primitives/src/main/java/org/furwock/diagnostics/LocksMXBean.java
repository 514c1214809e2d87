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

    /** How many threads, platform and virtual, wait at this moment for locks that have owners. */
    int getWaitingThreadCount();

    /** The locks that have names. */
    List<NamedLock> getNamedLocks();

    /** How many deadlocks there are at this moment. */
    int getDeadlockCount();

    /** The deadlocks of this moment with the stacks of their threads; a text for people. */
    String dumpDeadlocks();

    /** The inversions of the lock order that were logged, with their stacks; a text for people. */
    String dumpInversions();
}
