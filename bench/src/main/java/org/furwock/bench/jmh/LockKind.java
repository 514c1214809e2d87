package org.furwock.bench.jmh;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.sync.Mutex;

/**
 * The locks that one benchmark measures. Each JVM or class loader sees one of them only, so that
 * calls through {@link Lock} have one receiver type and are compiled equally well for all.
 */
public enum LockKind {
    /** Drepper's third mutex. */
    MUTEX("Mutex"),
    /** The drop-in for the JDK's lock. */
    FUTEX_REENTRANT_LOCK("FutexReentrantLock"),
    /** The same, first come first served. */
    FAIR_FUTEX_REENTRANT_LOCK("FutexReentrantLock, fair"),
    /** The JDK's lock, with its default policy. */
    REENTRANT_LOCK("ReentrantLock"),
    /** The same, first come first served. */
    FAIR_REENTRANT_LOCK("ReentrantLock, fair"),
    /** The JDK's lock with stamps, by its view as a lock. */
    STAMPED_LOCK("StampedLock");

    private final String title;

    LockKind(String title) {
        this.title = title;
    }

    /** The common name. */
    public String title() {
        return title;
    }

    /** A new, free lock. */
    public Lock create() {
        return switch (this) {
            case MUTEX -> new Mutex();
            case FUTEX_REENTRANT_LOCK -> new FutexReentrantLock();
            case FAIR_FUTEX_REENTRANT_LOCK -> new FutexReentrantLock(true);
            case REENTRANT_LOCK -> new ReentrantLock();
            case FAIR_REENTRANT_LOCK -> new ReentrantLock(true);
            case STAMPED_LOCK -> new StampedLock().asWriteLock();
        };
    }
}
