package org.furwock.jcstress.gate;

/** A gate: one thread opens it, and others wait for that. Common to latch, event and parker. */
public interface Gate {

    /** Lets one thread pass, or all threads. */
    void open();

    /** Waits until the caller may pass. */
    void pass();

    /** Waits for a time in ns; returns whether the caller has passed. */
    boolean pass(long nanos) throws InterruptedException;

    /** Whether the next thread could pass at once. */
    boolean isOpen();
}
