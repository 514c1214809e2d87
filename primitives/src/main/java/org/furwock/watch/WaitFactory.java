package org.furwock.watch;

/**
 * Makes the records of one kind of wait. It is a constant, so a thread allocates nothing before it
 * enters {@link WaitTable}, which guards against a lack of memory.
 *
 * @param <L> the lock, or what stands for it
 */
@FunctionalInterface
public interface WaitFactory<L> {

    /** A wait of the calling thread. */
    WaitRecord create(L lock);
}
