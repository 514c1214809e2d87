package org.furwock.diagnostics;

import javax.management.ConstructorParameters;

/**
 * A lock that has a name, as it was at one moment.
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

    /** Its name. */
    public String getName() {
        return name;
    }

    /** Its text form, with its state. */
    public String getLock() {
        return lock;
    }

    /** How many threads wait for it. */
    public int getQueueLength() {
        return queueLength;
    }

    /** How many waits for it have begun since it got its name. */
    public long getContendedCount() {
        return contendedCount;
    }

    @Override
    public String toString() {
        return name + ": " + queueLength + " waiting, " + contendedCount + " waits, " + lock;
    }
}
