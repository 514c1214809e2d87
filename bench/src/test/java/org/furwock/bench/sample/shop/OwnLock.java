package org.furwock.bench.sample.shop;

import java.util.concurrent.locks.ReentrantLock;

/** A subclass that uses what the JDK's class gives to subclasses. */
public class OwnLock extends ReentrantLock {

    private static final long serialVersionUID = 1L;

    /** A fair one. */
    public OwnLock() {
        super(true);
    }

    /** The thread that holds it. */
    public Thread holder() {
        return getOwner();
    }
}
