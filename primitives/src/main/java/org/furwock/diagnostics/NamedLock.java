package org.furwock.diagnostics;

import javax.management.ConstructorParameters;

/**
 * A snapshot of a lock that has a name.
 *
 * @since 1.0
 */
public final class NamedLock {

    private final String name;
    private final String lock;
    private final int queueLength;
    private final long contendedCount;

    /** For the library, and for JMX at the other end of a connection. */
    @ConstructorParameters({"name", "lock", "queueLength", "contendedCount"})
    public NamedLock(String name, String lock, int queueLength, long contendedCount) {
        this.name = name;
        this.lock = lock;
        this.queueLength = queueLength;
        this.contendedCount = contendedCount;
    }

    /** The name of the lock. */
    public String getName() {
        return name;
    }

    /** The text form of the lock, with its state. */
    public String getLock() {
        return lock;
    }

    /** The number of threads that wait for the lock. */
    public int getQueueLength() {
        return queueLength;
    }

    /** The number of waits for the lock since it got its name. */
    public long getContendedCount() {
        return contendedCount;
    }

    @Override
    public String toString() {
        return name + ": " + queueLength + " waiting, " + contendedCount + " waits, " + lock;
    }
}
