package org.furwock.jcstress.gate;

/**
 * Something that one thread opens and others wait for: what latch, event and parker have in common.
 */
public interface Gate {

    /** Lets somebody, or everybody, pass. */
    void open();

    /** Waits until it may pass. */
    void pass();

    /** Whether it could pass within the time. */
    boolean pass(long nanos) throws InterruptedException;

    /** Whether the next one could pass at once. */
    boolean isOpen();
}
