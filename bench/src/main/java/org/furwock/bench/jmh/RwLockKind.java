package org.furwock.bench.jmh;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.furwock.sync.RwLock;

/** The reader-writer locks that one benchmark measures. */
public enum RwLockKind {
    /** One word, and bitsets. */
    RW_LOCK("RwLock"),
    /** The drop-in for the JDK's. */
    FUTEX_REENTRANT_READ_WRITE_LOCK("FutexReentrantReadWriteLock"),
    /** The JDK's. */
    REENTRANT_READ_WRITE_LOCK("ReentrantReadWriteLock"),
    /** The JDK's lock with stamps, by its view as a reader-writer lock. */
    STAMPED_LOCK("StampedLock");

    private final String title;

    RwLockKind(String title) {
        this.title = title;
    }

    /** The common name. */
    public String title() {
        return title;
    }

    /** Whether it is a lock of this project. */
    public boolean isOurs() {
        return this == RW_LOCK || this == FUTEX_REENTRANT_READ_WRITE_LOCK;
    }

    /** A new, free lock. */
    public ReadWriteLock create() {
        return switch (this) {
            case RW_LOCK -> new RwLock();
            case FUTEX_REENTRANT_READ_WRITE_LOCK -> new FutexReentrantReadWriteLock();
            case REENTRANT_READ_WRITE_LOCK -> new ReentrantReadWriteLock();
            case STAMPED_LOCK -> new StampedLock().asReadWriteLock();
        };
    }
}
