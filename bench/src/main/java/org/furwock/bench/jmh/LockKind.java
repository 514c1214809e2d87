package org.furwock.bench.jmh;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.furwock.sync.Mutex;

/**
 * The locks that one benchmark body serves. A JVM runs one of them only, so that the calls through
 * {@link Lock} have one receiver and are compiled equally well for all.
 */
public enum LockKind {
    /** Drepper's third mutex. */
    MUTEX("Mutex"),
    /** The JDK's lock, with its default policy. */
    REENTRANT_LOCK("ReentrantLock");

    private final String title;

    LockKind(String title) {
        this.title = title;
    }

    /** The name that people know. */
    public String title() {
        return title;
    }

    /** A new, free lock. */
    public Lock create() {
        return switch (this) {
            case MUTEX -> new Mutex();
            case REENTRANT_LOCK -> new ReentrantLock();
        };
    }
}
