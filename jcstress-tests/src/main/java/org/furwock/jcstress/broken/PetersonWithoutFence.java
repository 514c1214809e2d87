package org.furwock.jcstress.broken;

import java.util.concurrent.atomic.AtomicReference;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.lock.ReferenceMutex;
import org.jspecify.annotations.Nullable;

/**
 * BROKEN: Peterson's lock for two threads, with release and acquire where it needs volatile. "I
 * want to go in" may still be on its way when the thread looks whether the other one wants to: both
 * go in.
 */
final class PetersonWithoutFence extends ReferenceMutex {

    private final AtomicReference<@Nullable Thread> first = new AtomicReference<>(null);
    private final FutexWord[] wants = {FutexWord.allocate(), FutexWord.allocate()};
    private final FutexWord turn = FutexWord.allocate();

    private int me() {
        Thread self = Thread.currentThread();
        return first.compareAndSet(null, self) || first.get() == self ? 0 : 1;
    }

    @Override
    public void lock() {
        int me = me();
        wants[me].setRelease(1);
        turn.setRelease(1 - me);
        while (wants[1 - me].getAcquire() == 1 && turn.getAcquire() == 1 - me) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void unlock() {
        wants[me()].setRelease(0);
    }
}
