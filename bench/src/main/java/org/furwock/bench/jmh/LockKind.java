package org.furwock.bench.jmh;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.furwock.sync.Mutex;

/**
 * The locks that one benchmark body serves. A JVM runs one of them only, so that the calls through
 * {@link Lock} have one receiver and are compiled equally well for all.
 */
public enum LockKind {
    /** Drepper's third mutex. */
    MUTEX("Mutex", Mutex::new),
    /** The JDK's lock, with its default policy. */
    REENTRANT_LOCK("ReentrantLock", ReentrantLock::new);

    private final String title;
    private final Supplier<Lock> factory;

    LockKind(String title, Supplier<Lock> factory) {
        this.title = title;
        this.factory = factory;
    }

    /** The name that people know. */
    public String title() {
        return title;
    }

    /** A new, free lock. */
    public Lock create() {
        return factory.get();
    }
}
