package org.furwock.sync.shared;

import static org.furwock.sync.shared.PthreadMutexLayout.SIZE;
import static org.furwock.sync.shared.PthreadMutexLayout.WAITERS;

import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * Locks and unlocks a mutex that no other thread knows, once for each kind of mutex. The first use
 * of a class or of a call site takes far more stack and memory than later uses. So it must not
 * happen between the change of a mutex's word and the writes that belong to it.
 *
 * <p>If a rehearsal fails, the next thread repeats it. A thread that comes while another one
 * rehearses does not wait for it.
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
