package org.furwock.watch;

/**
 * Makes the records of one kind of wait. It has no state, so a thread allocates nothing before it
 * enters {@link WaitTable}, which guards against a lack of memory.
 *
 * @param <L> the lock, or what stands for it
 * @param <D> a detail of the wait
 */
@FunctionalInterface
public interface WaitFactory<L, D> {

    /** A wait of the calling thread. */
    WaitRecord create(L lock, D detail, int properties);
}
