package org.furwock.sync;

/** From an interrupt status to an exception. */
final class Interrupts {

    private Interrupts() {}

    /** Throws if the thread is interrupted, and clears the status. */
    static void check() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** The exception for a wait that an interrupt ended; clears the status. */
    static InterruptedException consume() {
        Thread.interrupted();
        return new InterruptedException();
    }
}
