package org.furwock.sync.shared;

import static org.furwock.sync.shared.PthreadMutexLayout.SIZE;
import static org.furwock.sync.shared.PthreadMutexLayout.WAITERS;

import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * Locks and unlocks a mutex that no other thread knows, once for each kind of mutex: what Java does
 * at the first use of a class or of a call site takes far more stack and memory than any use after
 * it, and must not happen between the change of a mutex's word and the writes that belong to it.
 *
 * <p>A rehearsal that fails is played again by the next one who comes. One that comes while it is
 * played does not wait for it.
 */
final class Rehearsal {

    private final Function<ByteBuffer, PthreadMutex> mutexes;
    private volatile boolean over;

    /**
     * @param mutexes makes a free mutex in memory
     */
    Rehearsal(Function<ByteBuffer, PthreadMutex> mutexes) {
        this.mutexes = mutexes;
    }

    boolean isOver() {
        return over;
    }

    void play() {
        over = true; // the mutex here must not ask for a rehearsal of its own
        boolean played = false;
        try {
            play(
                    mutexes.apply(
                            ByteBuffer.allocateDirect(SIZE + Long.BYTES).alignedSlice(Long.BYTES)));
            played = true;
        } finally {
            over = played;
        }
    }

    private static void play(PthreadMutex mutex) {
        lock(mutex);
        mutex.unlock();
        mutex.word.set(PthreadMutexLayout.OWNER_DIED);
        lock(mutex);
        mutex.markConsistent();
        mutex.unlock();
        lock(mutex);
        mutex.word.getAndBitwiseOr(WAITERS);
        mutex.unlock();
    }

    private static void lock(PthreadMutex mutex) {
        try {
            mutex.lock();
        } catch (OwnerDiedException e) {
            // as arranged
        }
    }
}
