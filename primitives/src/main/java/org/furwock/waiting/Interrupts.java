package org.furwock.waiting;

/** Turns the interrupt status into an exception. */
public final class Interrupts {

    private Interrupts() {}

    /** Throws if the current thread is interrupted, and clears the status. */
    public static void check() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** The exception for a wait that an interrupt ended; clears the status. */
    public static InterruptedException consume() {
        Thread.interrupted();
        return new InterruptedException();
    }
}
