package org.furwock.sync;

import java.util.Collection;
import java.util.concurrent.locks.Condition;

/** The methods that the reentrant locks have in common, the read-write lock among them. */
public interface AnyLock {
    boolean isFair();

    Thread getOwner();

    boolean hasQueuedThreads();

    boolean hasQueuedThread(Thread thread);

    int getQueueLength();

    Collection<Thread> getQueuedThreads();

    boolean hasWaiters(Condition condition);

    int getWaitQueueLength(Condition condition);

    Collection<Thread> getWaitingThreads(Condition condition);
}
