package org.furwock.jcstress.gate;

/**
 * Something that one thread opens and others wait for: the common part of latch, event and parker.
 */
public interface Gate {

    /** Lets one thread pass, or all threads. */
    void open();

    /** Waits until it may pass. */
    void pass();

    /** Waits for a time in ns; returns whether the caller has passed. */
    boolean pass(long nanos) throws InterruptedException;

    /** Whether the next thread could pass at once. */
    boolean isOpen();
}
